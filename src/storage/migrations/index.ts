// The migrations, in order.
import type { Migration } from '../migrate.ts'
import { schema } from './0001-schema.ts'

export const migrations: readonly Migration[] = [schema]
