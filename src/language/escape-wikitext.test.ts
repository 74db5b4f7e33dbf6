import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escapeWikitext } from './escape-wikitext.ts'

test('the same places are escaped as MediaWiki escapes', () => {
  for (const [text, escaped] of [
    ['plain text, 100 % of it. (A/b)', 'plain text, 100 % of it. (A/b)'],
    ['a<b', 'a&#60;b'],
    ['!x!y!!z!!!w!!!!q', '&#33;x!y&#33;!z&#33;!!w&#33;!&#33;!q'],
    ['_x_y__z___w____q', '&#95;x_y_&#95;z_&#95;_w_&#95;_&#95;q'],
    ['~x~y~~z~~~w~~~~', '&#126;x~y~~z~~&#126;w~~&#126;&#126;'],
    ['__TOC__<', '&#95;&#95;TOC_&#95;&#60;'],
    ['*x*y\n*r\r*s', '&#42;x*y\n&#42;r\r&#42;s'],
    [':x:y\n:', '&#58;x:y\n&#58;'],
    ['-x\n-\n----', '&#45;x\n-\n&#45;---'],
    ['+x+\n+', '&#43;x+\n+'],
    ['x<\n\n\n', 'x&#60;\n&#10;&#10;'],
    ['x<\n\r\n', 'x&#60;\n&#13;&#10;'],
    ['Foo\r\nbar', 'Foo&#13;\nbar'],
    ['a<\n\tb', 'a&#60;\n&#9;b'],
    ['a<\r b', 'a&#60;\r&#32;b'],
    ['  <', '&#32; &#60;'],
    ['< ', '&#60; '],
    ['<\t', '&#60;&#9;'],
    ['http://a.b', 'http&#58;//a.b'],
    ['//a', '//a'],
    ['MAILTO:a', 'MAILTO&#58;a'],
    ['xmailto:a', 'xmailto:a'],
    ['a_urn:b', 'a_urn:b'],
    ['émailto:b', 'émailto&#58;b'],
    ['[[x|{{y}}]]', '&#91;&#91;x&#124;&#123;&#123;y&#125;&#125;&#93;&#93;'],
    [`=a='b'"c";`, '&#61;a&#61;&#39;b&#39;&#34;c&#34;&#59;'],
  ] as const) {
    assert.equal(escapeWikitext(text), escaped, JSON.stringify(text))
  }
})
