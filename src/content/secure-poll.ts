// What is told of elections and their keys.
import { defineJsonModel } from './json-shape.ts'

export const securePoll = defineJsonModel(
  'SecurePoll',
  {},
  {
    namespaces: [
      { id: 830, name: 'SecurePoll', defaultContentModel: 'SecurePoll' },
      { id: 831, name: 'SecurePoll talk', subpages: true },
    ],
  },
)
