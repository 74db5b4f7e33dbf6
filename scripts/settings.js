// Writes docs/settings.md from the settings in src/config.ts.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { settingsPage } from '../test/structure/settings-page.ts'

writeFileSync(path.join(import.meta.dirname, '../docs/settings.md'), settingsPage())
