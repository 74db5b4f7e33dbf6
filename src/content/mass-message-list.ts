// Lists of pages to which messages are delivered.
import { defineJsonModel } from './json-shape.ts'

export const massMessageList = defineJsonModel('MassMessageListContent', {
  description: 'text',
  targets: [{ title: 'text', site: 'text?' }],
})
