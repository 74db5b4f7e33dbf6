// All migrations in order; a new one is a file here and a line below.
import type { Migration } from '../migrate.ts'

export const migrations: readonly Migration[] = []
