// The XML of the first reading, compared with what MediaWiki answers for the same texts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTree } from './parse-tree.ts'

const tree = (text: string) => parseTree(text, { extensions: new Set() })

test('calls have a title and parts, named or numbered', () => {
  assert.equal(
    tree('{{B|c|d=e|f}} {{{g|}}} {{p|=v}}'),
    '<root><template><title>B</title><part><name index="1"/><value>c</value></part>' +
      '<part><name>d</name><equals>=</equals><value>e</value></part>' +
      '<part><name index="2"/><value>f</value></part></template> ' +
      '<tplarg><title>g</title><part><name index="1"/><value/></part></tplarg> ' +
      '<template><title>p</title><part><name/><equals>=</equals><value>v</value></part></template></root>',
  )
})

test('a call that opens its line says so', () => {
  assert.equal(
    tree('{{a}}\n{{b}}'),
    '<root><template><title>a</title></template>\n<template lineStart="1"><title>b</title></template></root>',
  )
})

test('tags, comments and what is not for this page are told apart', () => {
  assert.equal(
    tree('<nowiki/> <PRE a=b>q & r</pre > <!-- c --> <noinclude>n</noinclude><includeonly>i</includeonly> <b>"</b>'),
    '<root><ext><name>nowiki</name><attr/></ext> ' +
      '<ext><name>PRE</name><attr> a=b</attr><inner>q &amp; r</inner><close>&lt;/pre &gt;</close></ext> ' +
      '<comment>&lt;!-- c --&gt;</comment> <ignore>&lt;noinclude&gt;</ignore>n<ignore>&lt;/noinclude&gt;</ignore>' +
      '<ignore>&lt;includeonly&gt;i&lt;/includeonly&gt;</ignore> &lt;b&gt;&quot;&lt;/b&gt;</root>',
  )
})

test('headings are numbered', () => {
  assert.equal(
    tree('== H {{n}} ==\n=== I ==='),
    '<root><h level="2" i="1">== H <template><title>n</title></template> ==</h>\n' +
      '<h level="3" i="2">=== I ===</h></root>',
  )
})

test('an empty text has a tree, and calls may stand in each other however deeply', () => {
  assert.equal(tree(''), '<root/>')
  const depth = 50_000
  const deep = tree('{{a|'.repeat(depth) + '}}'.repeat(depth))
  assert.equal(deep.split('<template>').length, depth + 1)
})
