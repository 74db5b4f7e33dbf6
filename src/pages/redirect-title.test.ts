import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configOf } from '../config.ts'
import { namespaceTable } from './namespaces.ts'
import { redirectOf, redirectText } from './redirect-title.ts'
import { makeTitle, sameTitle } from './title.ts'

const wiki = {
  config: configOf({ server: 'https://wiki.example', scriptPath: '/w' }, {}),
  titles: { namespaces: namespaceTable('Example'), interwikis: new Set<string>() },
}
const script = makeTitle(2, "Ada/é'&(1).js")

test('a redirect leads where it was made to lead, in each model that has redirects', () => {
  for (const model of ['wikitext', 'javascript', 'css']) {
    for (const target of [script, makeTitle(0, 'A_b'), makeTitle(14, 'A')]) {
      const text = redirectText(model, target, wiki)
      const found = text === undefined ? undefined : redirectOf(model, text, wiki)
      assert.ok(found !== undefined && sameTitle(found, target), `${model}: ${text}`)
    }
  }
  assert.equal(redirectText('json', script, wiki), undefined)
})

test('redirects are written as MediaWiki writes them', () => {
  assert.equal(redirectText('wikitext', makeTitle(14, 'A_b'), wiki), '#REDIRECT [[:Category:A b]]')
  assert.equal(redirectText('wikitext', makeTitle(6, 'A.png'), wiki), '#REDIRECT [[File:A.png]]')
  assert.equal(
    redirectText('javascript', script, wiki),
    '/* #REDIRECT */mw.loader.load("https://wiki.example/w/index.php?title=User:Ada/%C3%A9%27%26(1).js&action=raw&ctype=text/javascript");',
  )
  assert.equal(
    redirectText('css', script, wiki),
    '/* #REDIRECT */@import url("https://wiki.example/w/index.php?title=User:Ada/%C3%A9%27%26(1).js&action=raw&ctype=text/css");',
  )
  assert.equal(
    redirectText('css', makeTitle(2, 'Ada/a.css'), wiki),
    '/* #REDIRECT */@import url(https://wiki.example/w/index.php?title=User:Ada/a.css&action=raw&ctype=text/css);',
  )
})

test('a script that does more than lead elsewhere is no redirect', () => {
  const text = redirectText('javascript', script, wiki) ?? ''
  assert.equal(redirectOf('javascript', `${text}alert(1)`, wiki), undefined)
  assert.equal(redirectOf('javascript', text.replace('wiki.example', 'evil.example'), wiki), undefined)
  assert.equal(redirectOf('css', text, wiki), undefined)
  assert.equal(redirectOf('text', '#REDIRECT [[A]]', wiki), undefined)
  assert.equal(redirectOf('javascript', '/* #REDIRECT */?title=%E0&', wiki), undefined)
})
