// The migrations, in order.
import type { Migration } from '../migrate.ts'
import { schema } from './0001-schema.ts'
import { links } from './0002-links.ts'
import { search } from './0003-search.ts'

export const migrations: readonly Migration[] = [schema, links, search]
