import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inspectSvg, svgProblem } from './svg.ts'

const svg = (inside: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`
const keyOf = (text: string): string | undefined => svgProblem(text)?.[0]

describe('the size of a drawing', () => {
  for (const [attributes, size] of [
    ['width="10" height="20px"', { width: 10, height: 20 }],
    ['width="1in" height="25.4mm"', { width: 96, height: 96 }],
    ['viewBox="0 0 100 50"', { width: 512, height: 256 }],
    ['viewBox="0,0,100,50" width="200"', { width: 200, height: 100 }],
    ['width="100%" height="-3"', { width: 512, height: 512 }],
  ] as const) {
    test(`${attributes} is ${size.width} × ${size.height}`, () =>
      assert.deepEqual(inspectSvg(svg('', attributes)), size))
  }
  test('a text that only speaks of one is none', () => {
    assert.equal(inspectSvg('about <svg> in <html>'), undefined)
    assert.equal(inspectSvg('<html><svg></svg></html>'), undefined)
  })
})

describe('a drawing is refused', () => {
  for (const [name, text, key] of [
    ['with a script', svg('<script>alert(1)</script>'), 'uploaded-script-svg'],
    ['with a script of another case', svg('<SCRIPT/>'), 'uploaded-script-svg'],
    ['with foreign markup', svg('<foreignObject/>'), 'uploaded-script-svg'],
    ['with an element of HTML', svg('<p xmlns="http://www.w3.org/1999/xhtml"/>'), 'uploadscriptednamespace'],
    ['with a handler', svg('', 'onload="x()"'), 'uploaded-event-handler-on-svg'],
    ['with a handler in capitals', svg('<g ONCLICK="x()"/>'), 'uploaded-event-handler-on-svg'],
    ['that links to a script', svg('<a href="javascript:x()"><text>a</text></a>'), 'uploaded-href-attribute-svg'],
    ['that links to a script, broken by a line', svg('<a href="java&#10;script:x()"/>'), 'uploaded-href-attribute-svg'],
    ['that uses another file', svg('<use xlink:href="http://example.org/x.svg#a"/>'), 'uploaded-href-attribute-svg'],
    ['with a picture from elsewhere', svg('<image href="//example.org/x.png"/>'), 'uploaded-href-attribute-svg'],
    ['with a drawing as data', svg('<image href="data:image/svg+xml;base64,AA"/>'), 'uploaded-href-attribute-svg'],
    ['that animates a link', svg('<animate attributeName="xlink:href"/>'), 'uploaded-setting-event-handler-svg'],
    ['that sets anything', svg('<set attributeName="x"/>'), 'uploaded-script-svg'],
    ['with a style from elsewhere', svg('<style>@import "x"</style>'), 'uploaded-hostile-svg'],
    ['with an escaped style', svg('<style>@\\69mport</style>'), 'uploaded-hostile-svg'],
    ['with an address in a style', svg('<g style="fill:url(http://x)"/>'), 'uploaded-hostile-svg'],
    ['with an address in an attribute', svg('<g fill="url( \'http://x\' )"/>'), 'uploaded-hostile-svg'],
    ['with a style as CDATA', svg('<style><![CDATA[a{b:expression(1)}]]></style>'), 'uploaded-hostile-svg'],
    ['with entities', `<!DOCTYPE svg [<!ENTITY x "y">]>${svg('')}`, 'upload-scripted-dtd'],
    ['with a stylesheet', `<?xml-stylesheet href="x"?>${svg('')}`, 'upload-scripted-pi-callback'],
    ['that is no XML', svg('<g>'), 'uploadinvalidxml'],
    ['with an entity that nobody defined', svg('&x;'), 'uploadinvalidxml'],
  ] as const) {
    test(name, () => assert.equal(keyOf(text), key))
  }
})

test('a drawing that only draws is taken', () => {
  const whole = `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">${svg(
    '<defs><linearGradient id="a"/></defs><style>.a{fill:url(#a)}</style><g class="a" fill="url(#a)" style="x:url(\'#a\')"/>' +
      '<use xlink:href="#a"/><a href="https://example.org/"><text>x</text></a><image href="data:image/png;base64,AA"/>' +
      '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
  )}`
  assert.equal(svgProblem(whole), undefined)
})
