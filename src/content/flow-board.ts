// Boards of structured discussions: a page names its board, whose topics are not here.
import { defineJsonModel } from './json-shape.ts'

export const flowBoard = defineJsonModel(
  'flow-board',
  { 'flow-workflow': 'text' },
  { namespaces: [{ id: 2600, name: 'Topic', defaultContentModel: 'flow-board' }] },
)
