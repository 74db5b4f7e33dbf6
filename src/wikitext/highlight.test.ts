import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contextFor } from './fixtures/wiki.ts'
import { highlightedLines, knownLanguage } from './highlight.ts'
import { render } from './render.ts'

test('words of a language get their classes', () => {
  const lines = highlightedLines('def f(x):\n    return "a<b" # c', 'python')
  assert.equal(
    lines?.join(''),
    '<span class="k">def</span> <span class="nf">f</span>(<span class="n">x</span>):\n' +
      '    <span class="k">return</span> <span class="s">&quot;a&lt;b&quot;</span> <span class="c"># c</span>\n',
  )
})

test('a word over several lines is opened anew in each', () => {
  assert.deepEqual(highlightedLines('/* a\nb */ c', 'js'), [
    '<span class="c">/* a</span>\n',
    '<span class="c">b */</span> c\n',
  ])
})

test('a language is known in any case, under the name that it is shown by', () => {
  assert.equal(knownLanguage('PYTHON'), 'python')
  assert.equal(knownLanguage('html5'), 'html')
  assert.equal(knownLanguage('no such'), undefined)
  assert.equal(knownLanguage('constructor'), undefined)
})

test('too much code is not coloured, and is shown', async () => {
  const code = 'a\n'.repeat(2000)
  assert.equal(highlightedLines(code, 'python'), undefined)
  const extensions = new Set(['SyntaxHighlight'] as const)
  const { html } = await render(
    `<syntaxhighlight lang=python>${code}</syntaxhighlight>`,
    contextFor('Probe', { extensions }),
  )
  assert.ok(html.startsWith('<div class="mw-highlight mw-content-ltr" dir="ltr"><pre>a\na\n'))
})
