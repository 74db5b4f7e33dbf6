import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { renderComment } from './comment.ts'
import { contextFor } from './fixtures/wiki.ts'
import vectors from './fixtures/xss.json' with { type: 'json' }
import { presentHtml } from './present.ts'
import { render } from './render.ts'

const elements = new Set(
  (
    'html head body a abbr b bdi bdo big blockquote br caption center cite code data dd del dfn div dl dt em figcaption figure ' +
    'font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark meta link ol p pre q rb rp rt rtc ruby s samp small span strike strong ' +
    'sub sup table tbody td th time tr tt u ul var wbr'
  ).split(' '),
)

/** What a browser would run, or load from elsewhere, in a body. */
function dangers(html: string): string[] {
  const found: string[] = []
  const visit = (node: DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document): void => {
    if ('tagName' in node) {
      if (!elements.has(node.tagName)) found.push(`<${node.tagName}>`)
      for (const { name, value } of node.attrs) {
        // Browsers ignore white space and control characters within a scheme.
        const plain = value.replace(/[\x00-\x20\u00a0\u2028\u2029]/g, '').toLowerCase()
        if (name.startsWith('on')) found.push(`${node.tagName} ${name}`)
        if (
          [
            'href',
            'src',
            'action',
            'formaction',
            'poster',
            'background',
            'data',
            'xlink:href',
            'srcset',
            'cite',
          ].includes(name)
        ) {
          if (/^(?:javascript|vbscript|data|file|blob|livescript|mocha):/.test(plain)) found.push(`${name}=${value}`)
        }
        if (name === 'style' && !/^\/\* (?:in|invalid)/.test(value)) {
          const style = value
            .toLowerCase()
            .replace(/\\([0-9a-f]{1,6})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16) || 0xfffd))
          if (
            /url\s*\(|expression|javascript:|vbscript:|@import|src\s*\(|image\s*\(|image-set\s*\(|-o-link|binding:url/.test(
              style,
            )
          ) {
            found.push(`style=${value}`)
          }
        }
        if (
          ['srcdoc', 'http-equiv', 'formaction', 'ping', 'manifest', 'background', 'dynsrc', 'lowsrc'].includes(name)
        ) {
          found.push(name)
        }
        if (node.tagName === 'link' && name === 'rel') found.push(`link rel=${value}`)
      }
    }
    if ('childNodes' in node) for (const child of node.childNodes) visit(child)
  }
  visit(parse(html))
  return found
}

test('the look-out sees what it is to see', () => {
  const bad = [
    '<script>x</script>',
    '<a onclick=x>',
    '<a href=" java\tscript:x">',
    '<p style="background:url(x)">',
    '<p style="width:e\\78pression(x)">',
    '<iframe>',
    '<svg onload=x>',
    '<meta http-equiv=refresh>',
  ]
  for (const html of bad) assert.ok(dangers(html).length > 0, html)
  assert.deepEqual(dangers('<p class="x"><a href="http://a.b" rel="nofollow">x</a></p>'), [])
})

test('there are vectors enough', () => {
  assert.ok(vectors.length >= 200, String(vectors.length))
})

for (const [number, vector] of vectors.entries()) {
  test(`${number}: ${JSON.stringify(vector).slice(0, 80)} does no harm`, async () => {
    const all = new Set(['ParserFunctions', 'Cite', 'Poem', 'SyntaxHighlight'] as const)
    for (const extensions of [undefined, all]) {
      const rendering = await render(vector, contextFor('Probe', { extensions }))
      const html = presentHtml(rendering, {
        editLinks: { script: '/index.php', label: 'edit', title: name => `Edit section: ${name}` },
        toc: 'place',
      })
      assert.deepEqual(dangers(html), [], html)
      for (const indicator of rendering.indicators.values()) assert.deepEqual(dangers(indicator), [], indicator)
      for (const section of rendering.sections) assert.deepEqual(dangers(section.line), [], section.line)
      if (rendering.displayTitle !== undefined) assert.deepEqual(dangers(rendering.displayTitle), [])
    }
    const comment = await renderComment(vector, contextFor('Probe'))
    assert.deepEqual(dangers(comment), [], comment)
  })
}
