import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { processorSeconds } from '../../../test/support/processor.ts'
import { cssFault } from './check.ts'

const why = (text: string): string | undefined => cssFault(text)?.why

test('what style sheets of templates say is let through', () => {
  for (const text of [
    '',
    '/* only this */',
    '.a{color:red}',
    '.a, .b > p:hover::before { content: "\\201C"; margin: 0 auto -1px; color: #FFF !important; }',
    'table.x[data-a="b" i] td:nth-child(2n + 1):not(.c) { width: calc(100% - (2em + 3px)); background: rgb(0 0 0 / 50%) }',
    '@media screen and (min-width: 720px) { .a { display: grid; grid-template-columns: [full] repeat(2, 1fr) } }',
    '@supports (display: grid) { @media print { .a { float: none } } }',
    '@keyframes spin { from { transform: rotate(0deg) } 50%, to { transform: rotate(1turn) } }',
    '@font-face { font-family: "TemplateStylesX"; src: local("X") }',
    '.a { background-image: linear-gradient(to right, #fff 0%, transparent 100%); --: ; }'.replace(' --: ;', ''),
    '#toc::marker { font: italic bold 1.2em/1.5 "A B", serif; }',
  ]) {
    assert.deepEqual(cssFault(text), undefined, text)
  }
})

test('what loads something, runs something or is not known is refused', () => {
  const cases = {
    '.a{background:url(http://evil.example/x)}': 'bad-value-for-property',
    '.a{background:url("data:image/png;base64,AA==")}': 'bad-value-for-property',
    '.a{background:u\\72l(x)}': 'bad-value-for-property',
    '.a{background:image-set("x" 1x)}': 'bad-value-for-property',
    '.a{width:expression(alert(1))}': 'bad-value-for-property',
    '.a{width:ex\\70ression(alert(1))}': 'bad-value-for-property',
    '.a{color:javascript:alert(1)}': 'bad-value-for-property',
    '.a{width:1foo}': 'bad-value-for-property',
    '.a{color:#ggg}': 'bad-value-for-property',
    '.a{-moz-binding:x}': 'unrecognized-property',
    '.a{behavior:x}': 'unrecognized-property',
    '.a{--x:1}': 'unrecognized-property',
    '.a{*color:red}': 'unrecognized-property',
    '.a{col\\6fr:red}': undefined,
    '.a{color}': 'expected-colon',
    '.a{color:}': 'missing-value-for-property',
    '@import "x";': 'unrecognized-rule',
    '@charset "x";': 'unrecognized-rule',
    '@namespace x url(y);': 'unrecognized-rule',
    '@media url(x) { }': 'unrecognized-rule',
    '@-moz-document url(x) { }': 'unrecognized-rule',
    '@font-face { font-family: Arial; src: local("x") }': 'bad-value-for-property',
    '@font-face { font-family: TemplateStylesX; src: url(x) }': 'bad-value-for-property',
    '.a { .b { color: red } }': 'unrecognized-property',
    '.a:visited:unknown { }': 'invalid-selector-list',
    '.a > { }': 'invalid-selector-list',
    '{ color: red }': 'invalid-selector-list',
    '.a & { }': 'invalid-selector-list',
    '} .a{}': 'unrecognized-rule',
    '.a{color:red': 'unexpected-eof-in-block',
    '.a{color:rgb(1}': 'bad-value-for-property',
    '/* .a{}': 'unclosed-comment',
    '.a{content:"x': 'unclosed-string',
    '.a{content:"x\n"}': 'newline-in-string',
    '.a{background:url(x': 'unclosed-url',
    '</style><script>': 'unrecognized-rule',
    '.a{content:"\\': 'unclosed-string',
  }
  assert.deepEqual(Object.fromEntries(Object.keys(cases).map(text => [text, why(text)])), cases)
})

test('a fault is told where it is', () => {
  assert.deepEqual(cssFault('.a {\n  color: red;\n  zoom: 1;\n}'), {
    why: 'unrecognized-property',
    at: 21,
    name: 'zoom',
  })
})

test('no text is answered with anything but a fault or none, in bounded time', async () => {
  const part = fc.constantFrom(
    '.a',
    '{',
    '}',
    '(',
    ')',
    ':',
    ';',
    '@media',
    '"',
    "'",
    '\\',
    '/*',
    '*/',
    'url(',
    'x',
    ' ',
    '1e9px',
    '#a',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string())), parts => {
      const fault = cssFault(parts.join(''))
      assert.ok(fault === undefined || fault.at >= 0)
    }),
  )
  const took = await processorSeconds(() => {
    for (const piece of ['{', '(', '[', '@media x {', '.a{color:(', '\\', 'a', ':not(', '"\\', '/**/']) {
      cssFault(piece.repeat(200_000))
    }
  })
  assert.ok(took < 10, `${took} s`)
})
