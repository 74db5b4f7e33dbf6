import assert from 'node:assert/strict'
import test from 'node:test'
import { configOf, settings } from './config.ts'

test('every setting that is no text can be read from the environment', () => {
  for (const [name, { default: value, read }] of Object.entries(settings)) {
    if (typeof value !== 'string') assert.ok(read, name)
  }
})

test('what each group may do and how often stands in the environment as JSON', () => {
  const config = configOf(
    {},
    {
      PALIMPSEST_GROUP_RIGHTS: '{"patroller":["patrol"]}',
      PALIMPSEST_RATE_LIMITS: '{"edit":{"user":[90,60]}}',
    },
  )
  assert.deepEqual(config.groupRights.patroller, ['patrol'])
  assert.ok(config.groupRights.sysop?.includes('delete'))
  assert.deepEqual(config.rateLimits, { edit: { user: [90, 60] } })
})
