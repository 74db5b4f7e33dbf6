// The migrations, in order.
import type { Migration } from '../migrate.ts'
import { schema } from './0001-schema.ts'
import { links } from './0002-links.ts'
import { search } from './0003-search.ts'
import { files } from './0004-files.ts'
import { objectCache } from './0005-objectcache.ts'
import { captcha } from './0006-captcha.ts'
import { logSearch } from './0007-log-search.ts'
import { hiding } from './0008-hiding.ts'
import { looksAtFiles } from './0009-looks-at-files.ts'
import { stashOfUser } from './0010-stash-of-user.ts'
import { filesBySender } from './0011-files-by-sender.ts'

export const migrations: readonly Migration[] = [
  schema,
  links,
  search,
  files,
  objectCache,
  captcha,
  logSearch,
  hiding,
  looksAtFiles,
  stashOfUser,
  filesBySender,
]
