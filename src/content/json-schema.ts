// Schemas of events and other data.
import { defineJsonModel } from './json-shape.ts'

export const jsonSchema = defineJsonModel(
  'JsonSchema',
  { properties: 'object?', description: 'text?', title: 'text?' },
  {
    namespaces: [
      { id: 470, name: 'Schema', defaultContentModel: 'JsonSchema' },
      { id: 471, name: 'Schema talk', subpages: true },
    ],
  },
)
