import { deepEqual, equal, ok } from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { decodePath, type Fallback, maxParameters, Parameters, parseParameters } from './parameters.ts'

function read(text: string, fallback: Fallback = 'windows-1252'): Record<string, string | undefined> {
  const parameters = parseParameters(text, fallback)
  return Object.fromEntries([...parameters.names()].map(name => [name, parameters.get(name)]))
}

describe('names and values', () => {
  test('are percent-encoded, with a plus for a blank', () => {
    deepEqual(read('action=query&t%69tles=A%2BB+C&x=%C3%A9'), { action: 'query', titles: 'A+B C', x: 'é' })
  })
  test('of a name given twice the last value counts, at the place of the first', () => {
    deepEqual(Object.entries(read('a=1&b=2&a=3')), [
      ['a', '3'],
      ['b', '2'],
    ])
  })
  test('a name without a value is there, and empty', () => {
    deepEqual(read('a&b='), { a: '', b: '' })
  })
  test('nothing comes of nothing', () => {
    deepEqual(read('&&=5&&'), {})
    equal(parseParameters('', 'replace'), Parameters.none)
    equal(parseParameters('&=1', 'replace').size, 0)
  })
  test('only & separates', () => {
    deepEqual(read('a=1;b=2'), { a: '1;b=2' })
    deepEqual(read('a=1=2'), { a: '1=2' })
  })
  test('a percent sign without digits stays', () => {
    deepEqual(read('a=A%&b=A%zz%4&c=100%25%'), { a: 'A%', b: 'A%zz%4', c: '100%%' })
  })
  test('U+001F, NUL and U+FFFD are handed on', () => {
    deepEqual(read('a=%1Fx%1Fy&b=a%00b&c=%EF%BF%BD&d=%EF%BB%BFx'), {
      a: '\u001fx\u001fy',
      b: 'a\0b',
      c: '\ufffd',
      d: '\ufeffx',
    })
    equal(parseParameters('c=%EF%BF%BD', 'replace').badBytes('c'), undefined)
  })
})

describe('as PHP', () => {
  test('dots, blanks and open brackets in names become _', () => {
    deepEqual(Object.keys(read('.titles=A&+x=1&a]b=1&noval&x[=1&foo+bar=1&foo.baz=2&ti[tles=3&a[b.c=1')), [
      '_titles',
      'x',
      'a]b',
      'noval',
      'x_',
      'foo_bar',
      'foo_baz',
      'ti_tles',
      'a_b.c',
    ])
  })
  test('a name that begins with a bracket is none', () => {
    deepEqual(read('[y]=1&[=2'), {})
  })
  test('name[] and name[key] are arrays without a value', () => {
    for (const text of ['titles[]=A', 'titles[x]=A', 'titles%5B%5D=A', 'titles=B&titles[]=A', 'titles[x]rest=A']) {
      const parameters = parseParameters(text, 'replace')
      ok(parameters.isArray('titles'), text)
      ok(parameters.has('titles'))
      equal(parameters.get('titles'), undefined)
      deepEqual([...parameters.names()], ['titles'])
    }
    const parameters = parseParameters('titles[]=A&titles=B', 'replace')
    ok(!parameters.isArray('titles'))
    equal(parameters.get('titles'), 'B')
  })
  test('so many parameters and no more', () => {
    const text = Array.from({ length: maxParameters + 5 }, (_, index) => `p${index}=1`).join('&')
    const parameters = parseParameters(`${text}&p0=2`, 'replace')
    equal(parameters.size, maxParameters)
    equal(parameters.get('p0'), '2')
  })
  test('no name reaches what every object has', () => {
    const parameters = parseParameters('__proto__=x&constructor=y', 'replace')
    equal(parameters.get('__proto__'), 'x')
    equal(parameters.get('toString'), undefined)
    ok(!parameters.has('hasOwnProperty'))
  })
})

describe('bytes that are no UTF-8', () => {
  test('are read as windows-1252 in an address and as replacement characters in a form', () => {
    equal(read('t=%FF%C3%28x').t, 'ÿÃ(x')
    equal(read('t=B%E9', 'replace').t, 'B\ufffd')
    equal(read('t=B\xe9', 'replace').t, 'B\ufffd')
    equal(read('t=\xc3\xa9', 'replace').t, 'é')
  })
  test('are kept', () => {
    const parameters = parseParameters('t=%FFx&good=%C3%A9', 'replace')
    deepEqual([...(parameters.badBytes('t') ?? [])], [0xff, 0x78])
    equal(parameters.badBytes('good'), undefined)
    equal(parameters.badBytes('none'), undefined)
  })
  test('in a name are replaced', () => {
    deepEqual(Object.keys(read('%FF=1&f%C3%BC=2')), ['\ufffd', 'fü'])
  })
})

test('what URLSearchParams writes is read back', () => {
  const name = fc.stringMatching(/^[a-z_-]{1,5}$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 8 }), pairs => {
      deepEqual(read(new URLSearchParams(pairs).toString()), Object.fromEntries(pairs))
    }),
  )
})

test('any bytes are read as something', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 30 }), fc.constantFrom('windows-1252', 'replace'), (bytes, fallback) => {
      const text = Buffer.from(bytes).toString('latin1')
      for (const value of Object.values(read(text, fallback))) ok(value === undefined || value.isWellFormed())
      ok(decodePath(text).isWellFormed())
    }),
  )
})

test('a path keeps its plus signs, and may be no UTF-8', () => {
  equal(decodePath('C%2B%2B+x%20y'), 'C+++x y')
  equal(decodePath('Caf%E9+a'), 'Café+a')
  equal(decodePath('100%'), '100%')
  equal(decodePath('\xc3\xa9'), 'é')
})
