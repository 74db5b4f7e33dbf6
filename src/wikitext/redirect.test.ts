import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redirectTarget } from './redirect.ts'

const cases: [text: string, title: string | undefined, fragment?: string][] = [
  ['#REDIRECT [[A]]', 'A'],
  ['#redirect [[A]]', 'A'],
  [' #REDIRECT [[A]]', 'A'],
  ['\n#REDIRECT [[A]]', 'A'],
  ['#REDIRECT: [[A]]', 'A'],
  ['#REDIRECT : [[A]]', 'A'],
  ['#REDIRECT\n[[A]]', 'A'],
  ['#REDIRECT[[A]]', 'A'],
  ['#REDIRECT [[A|b]]', 'A'],
  ['#REDIRECT [[A|b|c]]', 'A'],
  ['#REDIRECT [[A#f g]]', 'A', 'f g'],
  ['#REDIRECT [[A#x_y]]', 'A', 'x y'],
  ['#REDIRECT [[A#x%20y]]', 'A', 'x y'],
  ['#REDIRECT [[A#]]', 'A'],
  ['#REDIRECT [[#f]]', undefined],
  ['#REDIRECT [[:A]]', 'A'],
  ['#REDIRECT [[::A]]', undefined],
  ['#REDIRECT [[A%20B]]', 'A B'],
  ['#REDIRECT [[A%zz]]', 'A%zz'],
  ['#REDIRECT [[A&amp;B]]', 'A&B'],
  ['#REDIRECT [[A]] tail', 'A'],
  ['#REDIRECT [[A\nB]]', undefined],
  ['#REDIRECT [[A|\nB]]', undefined],
  ['#REDIRECT [[mw:A]]', 'mw:A'],
  ['#REDIRECT [[{{1x|A}}]]', undefined],
  ['<!-- c -->#REDIRECT [[A]]', undefined],
  ['#REDIRECT <!-- c -->[[A]]', undefined],
  ['#REDIRECT [[A<B]]', undefined],
  ['# REDIRECT [[A]]', undefined],
  ['#REDIRECTX [[A]]', undefined],
  ['#REDIRECT [[]]', undefined],
  ['#REDIRECT [[[A]]]', undefined],
  ['#REDIRECT::[[A]]', undefined],
  ['#REDIRECT [[ A ]]', 'A'],
  ['', undefined],
  ['text', undefined],
]

for (const [text, title, fragment] of cases) {
  test(`${JSON.stringify(text)} leads to ${title ?? 'nowhere'}`, () => {
    const found = redirectTarget(text)
    assert.equal(found?.title, title)
    assert.equal(found?.fragment, fragment)
  })
}

test('a wiki may have its own word for a redirect', () => {
  assert.equal(redirectTarget('#WEITERLEITUNG [[A]]', ['#WEITERLEITUNG'])?.title, 'A')
})
