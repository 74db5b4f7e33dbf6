// Writes docs/errors.md from the registry of errors in src/errors.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { errorsPage } from '../test/structure/errors-page.ts'

writeFileSync(path.join(import.meta.dirname, '../docs/errors.md'), errorsPage())
