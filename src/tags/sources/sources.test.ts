import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RevId } from '../../ids.ts'
import { makeTitle } from '../../pages/title.ts'
import { tagsOfFacts } from './index.ts'
import type { EditFacts } from './source.ts'

const a = makeTitle(0, 'A')
const b = makeTitle(0, 'B')
const side = (size: number, more: Partial<EditFacts['after']> = {}): EditFacts['after'] => ({
  size,
  redirect: undefined,
  model: 'wikitext',
  ...more,
})
const redirect = (to: EditFacts['after']['redirect']): EditFacts['after'] => side(20, { redirect: to })
const tagsOf = (before: EditFacts['before'], after: EditFacts['after'], more: Partial<EditFacts> = {}): string[] =>
  tagsOfFacts({ before, after, undoes: false, rollsBack: false, revertsTo: undefined, ...more })

test('an edit that does nothing special has no tag', () => {
  assert.deepEqual(tagsOf(undefined, side(0)), [])
  assert.deepEqual(tagsOf(side(100), side(90)), [])
})

test('a page made empty is blanked, whatever it was before', () => {
  assert.deepEqual(tagsOf(side(1), side(0)), ['mw-blank'])
  assert.deepEqual(tagsOf(redirect(a), side(0)), ['mw-blank'])
  assert.deepEqual(tagsOf(side(1), side(0, { model: 'text' })), ['mw-blank'])
  assert.deepEqual(tagsOf(side(0), side(0)), [])
})

test('a redirect is made, changed and ended', () => {
  assert.deepEqual(tagsOf(undefined, redirect(a)), ['mw-new-redirect'])
  assert.deepEqual(tagsOf(side(5000), redirect(a)), ['mw-new-redirect'])
  assert.deepEqual(tagsOf(redirect(a), redirect(b)), ['mw-changed-redirect-target'])
  assert.deepEqual(tagsOf(redirect(a), redirect(a)), [])
  assert.deepEqual(tagsOf(redirect(a), side(20)), ['mw-removed-redirect'])
})

test('more than nine tenths of a text are replaced by little', () => {
  assert.deepEqual(tagsOf(side(1001), side(100)), ['mw-replace'])
  assert.deepEqual(tagsOf(side(1000), side(100)), [])
  assert.deepEqual(tagsOf(side(9999), side(500)), [])
})

test('a change of the content model is told where nothing else is', () => {
  assert.deepEqual(tagsOf(side(10), side(10, { model: 'text' })), ['mw-contentmodelchange'])
  assert.deepEqual(tagsOf(redirect(a), side(20, { model: 'text' })), ['mw-removed-redirect'])
  assert.deepEqual(tagsOf(side(1001), side(1, { model: 'text' })), ['mw-replace'])
  assert.deepEqual(tagsOf(undefined, side(10, { model: 'text' })), [])
})

test('how an edit takes others back is told beside what it did to the text', () => {
  assert.deepEqual(tagsOf(side(10), side(20), { undoes: true }), ['mw-undo'])
  assert.deepEqual(tagsOf(side(10), redirect(a), { rollsBack: true }), ['mw-new-redirect', 'mw-rollback'])
  assert.deepEqual(tagsOf(side(10), side(0), { revertsTo: 1 as RevId }), ['mw-blank', 'mw-manual-revert'])
})
