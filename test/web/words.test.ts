// The words of the pages: each key that they say has a text, and pages speak the language that is asked for.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { sources } from '../structure/sources.ts'

const english: Record<string, string> = JSON.parse(readFileSync(new URL('../../i18n/en.json', import.meta.url), 'utf8'))

describe('each thing that pages say', () => {
  const web = sources('src/web/**/*.ts').filter(source => !source.isTest)

  test('has a text', () => {
    const missing = web.flatMap(({ file, code }) =>
      Array.from(code.matchAll(/\b(?:say|tell)\(\s*'([^']+)'/g), match => match[1] ?? '')
        .filter(key => !(key in english))
        .map(key => `${file}: ${key}`),
    )
    assert.deepEqual(missing, [])
  })

  test('has a text where its key is put together, or stands in a table', () => {
    const words = web.flatMap(({ file, code }) =>
      Array.from(
        code.matchAll(
          /'((?:x|log|tags|revdelete|nstab|recentchanges-label|restriction|specialpages-group)-[a-z0-9_-]+)'/g,
        ),
        match => match[1] ?? '',
      )
        .filter(key => !(key in english) && !/-$/.test(key) && !/^(x-ua|x-content|tags-edit-form)/.test(key))
        .map(key => `${file}: ${key}`),
    )
    // The beginnings of keys that are put together, and names of other things.
    const others = /: (revdelete-radio|x-suppress|x-content-type-options)$/
    assert.deepEqual(
      words.filter(word => !others.test(word)),
      [],
    )
  })

  test('has no parameter that nobody gives', () => {
    for (const source of web) {
      for (const match of source.code.matchAll(/\b(?:say|tell)\('([^']+)'\)/g)) {
        const text = english[match[1] ?? ''] ?? ''
        assert.doesNotMatch(text, /\$\d/, `${source.file} says ${match[1]} without parameters`)
      }
    }
  })
})

describe('markup', () => {
  const web = sources('src/web/**/*.ts').filter(source => !source.isTest)

  test('is taken on trust in a few places only, from rooms that have made it safe', () => {
    const places = web.filter(({ file, code }) => file !== 'src/web/html.ts' && /\btrusted\(/.test(code))
    assert.deepEqual(
      places.map(({ file }) => file),
      [
        // The table of a difference.
        'src/web/editing/edit-form.ts',
        // Problems, which the wikitext engine renders.
        'src/web/notices.ts',
        // Summaries, which the wikitext engine renders.
        'src/web/pieces.ts',
        // Pages, which the wikitext engine renders.
        'src/web/rendered.ts',
        // Help about the API, which is written from messages.
        'src/web/special/api-help.ts',
        // Found titles and texts, which the search escapes between its marks.
        'src/web/special/search.ts',
        'src/web/views/diff.ts',
        // Messages.
        'src/web/visit.ts',
      ],
    )
  })

  test('is made by the template alone', () => {
    const makers = web.filter(({ code }) => /\bnew Html\(/.test(code)).map(({ file }) => file)
    assert.deepEqual(makers, ['src/web/html.ts'])
  })
})
