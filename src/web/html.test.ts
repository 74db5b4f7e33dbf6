import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flag, html, inertJson, joined, nothing, trusted } from './html.ts'

test('text is escaped, in elements and in attributes', () => {
  const text = `<script>alert("x")</script> & 'y'`
  assert.equal(
    html`<p title="${text}">${text}</p>`.markup,
    '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#039;y&#039;">' +
      '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#039;y&#039;</p>',
  )
})

test('markup is put in as it is, lists are put together, nothing is nothing', () => {
  assert.equal(
    html`${html`<b>${'&'}</b>`}${[1, '<', trusted('<i>')]}${undefined}${false}`.markup,
    '<b>&amp;</b>1&lt;<i>',
  )
})

test('a value without quotes, in a script, or as the name of a tag is refused', () => {
  const value = 'x'
  assert.throws(() => html`<a href=${value}>`, /needs quotes/)
  assert.throws(() => html`<script>${value}</script>`, /in a script/)
  assert.throws(() => html`<${value}>`, /name of a tag/)
  assert.throws(() => html`</${value}>`, /name of a tag/)
  assert.equal(html`<script src="${value}"></script>${value}`.markup, '<script src="x"></script>x')
})

test('markup does not become a string by mistake', () => {
  assert.throws(() => `${html`<b>`}`, TypeError)
  assert.throws(() => JSON.stringify({ markup: html`<b>` }), TypeError)
})

test('inert JSON cannot end its element', () => {
  const data = { title: '</script><script>alert(1)</script>', comment: '<!--', line: '\u2028' }
  const { markup } = inertJson('config', data)
  assert.equal(markup.match(/</g)?.length, 2)
  const json = /^<script type="application\/json" id="config">(.*)<\/script>$/s.exec(markup)?.[1] ?? ''
  assert.deepEqual(JSON.parse(json), data)
})

test('what is joined has separators between its pieces only', () => {
  assert.equal(joined([html`<i>1</i>`, nothing, html`2`], ' & ').markup, '<i>1</i> &amp; 2')
  assert.equal(
    html`<input type="checkbox"${flag('checked', true)}${flag('disabled', false)}>`.markup,
    '<input type="checkbox" checked>',
  )
})
