// query+allfileusages: all files that pages show, whether they exist or not.
import { defineAllFileUses } from '../all-links-lists.ts'

export const allfileusages = defineAllFileUses('allfileusages', 'af')
