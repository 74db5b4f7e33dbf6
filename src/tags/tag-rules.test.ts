// Rules of the settings: which changes get which tags.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type ChangeFacts, TagRules } from './tag-rules.ts'

const plain: ChangeFacts = {
  userAgent: 'Mozilla/5.0 AutoWikiBrowser/6.3',
  appId: 'cleaner',
  kind: 'edit',
  log: undefined,
  namespace: 0,
  title: 'Some page',
  summary: 'Fixed typos',
  isRegistered: true,
  growth: -40,
  may: right => right === 'bot',
  texts: async () => ({ before: 'calm', after: 'aaaaaaaaaaaa' }),
}
const tagsOf = (rule: object, facts: Partial<ChangeFacts> = {}): Promise<string[]> =>
  new TagRules([{ tag: 't', ...rule }]).of({ ...plain, ...facts })

describe('a condition of a rule', () => {
  const cases: readonly [rule: object, met: boolean][] = [
    [{}, true],
    [{ userAgent: 'autowikibrowser' }, true],
    [{ userAgent: 'pywikibot' }, false],
    [{ appId: 'cleaner' }, true],
    [{ appId: 'clean' }, false],
    [{ kinds: ['new', 'edit'] }, true],
    [{ kinds: ['log'] }, false],
    [{ logs: ['move'] }, false],
    [{ namespaces: [0, 4] }, true],
    [{ namespaces: [4] }, false],
    [{ title: '^some' }, true],
    [{ title: '^page' }, false],
    [{ summary: 'typos?$' }, true],
    [{ summary: '^$' }, false],
    [{ text: '(.)\\1{9}' }, true],
    [{ text: 'b' }, false],
    [{ registered: true }, true],
    [{ registered: false }, false],
    [{ right: 'bot' }, true],
    [{ right: 'delete' }, false],
    [{ withoutRight: 'delete' }, true],
    [{ withoutRight: 'bot' }, false],
    [{ growsBy: [null, -40] }, true],
    [{ growsBy: [-39, null] }, false],
    [{ userAgent: 'AutoWikiBrowser', namespaces: [4] }, false],
  ]
  for (const [rule, met] of cases) {
    test(`${JSON.stringify(rule)} ${met ? 'is' : 'is not'} met`, async () =>
      assert.deepEqual(await tagsOf(rule), met ? ['t'] : []))
  }

  test('that asks about the text is met only where the text came to be so', async () => {
    assert.deepEqual(
      await tagsOf({ text: 'a{9}' }, { texts: async () => ({ before: 'aaaaaaaaaa', after: 'aaaaaaaaaaaa' }) }),
      [],
    )
    assert.deepEqual(await tagsOf({ text: 'a{9}' }, { texts: async () => undefined }), [])
    const long = 'a'.repeat(100_001)
    assert.deepEqual(await tagsOf({ text: 'a{9}' }, { texts: async () => ({ before: '', after: long }) }), [])
  })

  test('that asks about growth is not met by what changes no text', async () =>
    assert.deepEqual(await tagsOf({ growsBy: [null, null] }, { growth: undefined }), []))
})

test('a text is not asked for where another condition is not met', async () => {
  const texts = () => Promise.reject(new Error('asked'))
  assert.deepEqual(await tagsOf({ text: 'a', namespaces: [4] }, { texts }), [])
})

test('two rules of one tag set it once', async () => {
  const rules = new TagRules([{ tag: 'a' }, { tag: 'a' }, { tag: 'b' }])
  assert.deepEqual(rules.tags, ['a', 'b'])
  assert.deepEqual(await rules.of(plain), ['a', 'b'])
})

test('a rule that makes no sense is refused, with its number', () => {
  for (const wrong of [
    {},
    'x',
    { tag: 'a|b' },
    { tag: 'a', color: 'red' },
    { tag: 'a', title: '(' },
    { tag: 'a', kinds: ['x'] },
  ]) {
    assert.throws(() => new TagRules([{ tag: 'fine' }, wrong]), /rule 2 of the setting/)
  }
})
