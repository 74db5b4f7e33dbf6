import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, inflateSync } from 'node:zlib'
import { drawable } from './glyphs.ts'
import { captchaImage, imageHeight, imageWidth } from './image.ts'
import { numbersFrom } from './numbers.ts'
import { letters, sum } from './questions.ts'

test('numbers of a seed are the same each time and stay below their bound', () => {
  const some = (seed: string) => {
    const numbers = numbersFrom(seed)
    return Array.from({ length: 50 }, () => numbers(7))
  }
  assert.deepEqual(some('a'), some('a'))
  assert.notDeepEqual(some('a'), some('b'))
  assert.deepEqual(new Set(some('a')), new Set([0, 1, 2, 3, 4, 5, 6]))
})

test('a sum is answered by what it makes', () => {
  for (let seed = 0; seed < 200; seed++) {
    const { question, answer } = sum(numbersFrom(String(seed)))
    const [, one, sign, other] = /^(\d+)([+−])(\d+)$/.exec(question) ?? []
    assert.equal(Number(answer), sign === '+' ? Number(one) + Number(other) : Number(one) - Number(other), question)
  }
})

test('every character of a word to be read can be drawn', () => {
  for (let seed = 0; seed < 200; seed++) {
    const { answer } = letters(numbersFrom(String(seed)))
    assert.match(answer, new RegExp(`^[${drawable}]{6}$`))
  }
})

test('an image is a sound PNG with a word on it, the same for the same seed', () => {
  const image = Buffer.from(captchaImage('abc789', 'seed'))
  assert.deepEqual(image, Buffer.from(captchaImage('abc789', 'seed')))
  assert.notDeepEqual(image, Buffer.from(captchaImage('abc789', 'other')))
  assert.equal(image.subarray(1, 4).toString(), 'PNG')
  let pixels = Buffer.alloc(0)
  for (let at = 8; at < image.length; ) {
    const length = image.readUInt32BE(at)
    const body = image.subarray(at + 4, at + 8 + length)
    assert.equal(image.readUInt32BE(at + 8 + length), crc32(body))
    if (body.subarray(0, 4).toString() === 'IDAT') pixels = inflateSync(body.subarray(4))
    at += length + 12
  }
  assert.equal(pixels.length, (imageWidth + 1) * imageHeight)
  const dark = pixels.filter(shade => shade > 0 && shade < 80).length
  assert.ok(dark > 1000 && dark < pixels.length / 3, `${dark} dark pixels`)
})
