// The migrations, in order.
import type { Migration } from '../migrate.ts'
import { schema } from './0001-schema.ts'
import { links } from './0002-links.ts'

export const migrations: readonly Migration[] = [schema, links]
