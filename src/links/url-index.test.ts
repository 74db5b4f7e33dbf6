import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { urlOf, urlParts, urlPatterns } from './url-index.ts'

const kept = (url: string): string | undefined => {
  const parts = urlParts(url)
  return parts && urlOf(parts)
}

describe('what is kept of an address', () => {
  test('the host stands from the top down, and the path by itself', () => {
    assert.deepEqual(urlParts('https://www.Example.org/a?b#c'), {
      domainIndex: 'https://org.example.www.',
      path: '/a?b#c',
    })
    assert.deepEqual(urlParts('http://example.org:8080'), { domainIndex: 'http://org.example.:8080', path: '/' })
    assert.deepEqual(urlParts('mailto:Foo.Bar@Example.com?subject=x'), {
      domainIndex: 'mailto:com.example.@Foo.Bar',
      path: '?subject=x',
    })
  })

  test('what comes out is what the reference tells', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['HTTP://User:pw@Example.ORG:80/%C3%A4%20b?Q=%C3%BC#Fr', 'http://example.org:80/%C3%A4%20b?Q=%C3%BC#Fr'],
      ['https://example.org', 'https://example.org/'],
      ['https://example.org?x=1', 'https://example.org/?x=1'],
      ['https://192.0.2.1/x', 'https://192.0.2.1/x'],
      ['http://[2001:db8::1]:8080/y', 'http://[2001:DB8:0:0:0:0:0:1]:8080/y'],
      ['mailto:Foo.Bar@Example.com', 'mailto:Foo.Bar@example.com'],
      ['tel:+123', 'tel:+123'],
      ['urn:isbn:123', 'urn:isbn:123'],
      ['https://ex%C3%A4mple.org/p', 'https://exämple.org/p'],
      ['https://xn--exmple-cua.org/puny', 'https://exämple.org/puny'],
      ['https://a.b.example.org./q', 'https://a.b.example.org/q'],
      ['ftp://anonymous@ftp.example.org/', 'ftp://ftp.example.org/'],
      ['magnet:?xt=urn', 'magnet:/?xt=urn'],
      ['http://localhost/x', 'http://localhost/x'],
      ['sip:me@example.org', 'sip:me@example.org'],
      ['//proto.example.org/rel', 'https://proto.example.org/rel'],
    ]
    for (const [url, expected] of cases) assert.equal(kept(url), expected, url)
  })

  test('what is no address is not kept', () => {
    for (const text of ['', 'example.org', '/path', ':x']) assert.equal(kept(text), undefined, text)
  })
})

describe('what a search means', () => {
  test('a host alone finds its subdomains too, in both schemes', () => {
    assert.deepEqual(urlPatterns('Example.org', ''), [
      { domainIndex: 'http://org.example.', isWholeDomain: false, path: '' },
      { domainIndex: 'https://org.example.', isWholeDomain: false, path: '' },
    ])
    assert.deepEqual(urlPatterns('*.example.org', 'https'), urlPatterns('example.org', 'https'))
  })

  test('with a path the host is meant as it is', () => {
    assert.deepEqual(urlPatterns('example.org/p', 'https'), [
      { domainIndex: 'https://org.example.', isWholeDomain: true, path: '/p' },
    ])
  })

  test('an asterisk elsewhere than at the beginning means nothing', () => {
    for (const search of ['*', 'a*b', 'example.org/p*', 'example.org:*', '//example.org']) {
      assert.equal(urlPatterns(search, ''), undefined, search)
    }
  })
})
