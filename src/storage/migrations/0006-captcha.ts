// Captchas that wait for their answer, and warnings of filters that may be passed. Neither is MediaWiki's: there they are
// in the session.
import type { DialectTokens } from '../dialect.ts'
import type { Migration } from '../migrate.ts'

export const captcha: Migration = {
  id: 6,
  name: 'captcha',
  statements: ({ text }: DialectTokens) => [
    `create table captcha (captcha_id ${text} primary key, captcha_answer ${text} not null,
      captcha_expiry ${text} not null)`,
    `create index captcha_expiry on captcha (captcha_expiry)`,
    `create table filter_warning (fw_key ${text} primary key, fw_expiry ${text} not null)`,
    `create index fw_expiry on filter_warning (fw_expiry)`,
  ],
}
