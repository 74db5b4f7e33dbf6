// What a gadget is made of, and for whom it is.
import { defineJsonModel } from './json-shape.ts'

export const gadgetDefinition = defineJsonModel('GadgetDefinition', { settings: 'object?', module: 'object?' })
