import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { WordFinder } from './word-finder.ts'

const words = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', 'é'), minLength: 6, maxLength: 9 }), {
  maxLength: 8,
})
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '€'), maxLength: 200 })

test('what is found is what stands in the text, wherever it stands', () => {
  fc.assert(
    fc.property(words, text, fc.nat(), (many, around, at) => {
      const [first = ''] = many
      const place = at % (around.length + 1)
      const whole = around.slice(0, place) + first + around.slice(place)
      const finder = new WordFinder(many.map((word, of) => ({ word, of })))
      const found = finder.in(whole).map(one => one.word)
      assert.deepEqual(found.sort(), many.filter(word => whole.includes(word)).sort())
    }),
  )
})

test('a word that is too short to be looked for is refused', () => {
  assert.throws(() => new WordFinder([{ word: 'short', of: 1 }]), RangeError)
})
