import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processorSeconds } from '../../test/support/processor.ts'
import { luaFault } from './lua-check.ts'

test('what is well formed has no fault', () => {
  for (const text of [
    '',
    'local p = {}\nfunction p.main(frame) return "end" .. frame.args[1] end\nreturn p',
    '-- end end\n--[[ function\n]] --[==[ "\n]] ]==]\nlocal s = [[ ( ]] .. [=[ ]] ]=]',
    'for i = 1, 2 do while true do break end end repeat local f = function() end until x',
    "if a then b() elseif c then d() else e('\\'') end",
    'local t = { [a[1]] = "x", function() end }',
  ]) {
    assert.equal(luaFault(text), undefined, text)
  }
})

test('what does not end or match is told with its line', () => {
  assert.deepEqual(luaFault('local a\nfunction f('), { why: 'unclosed', near: '(', line: 2 })
  assert.deepEqual(luaFault('if a then\nb()'), { why: 'unclosed', near: 'if', line: 1 })
  assert.deepEqual(luaFault('a = 1\nend'), { why: 'unexpected', near: 'end', line: 2 })
  assert.deepEqual(luaFault('f(]'), { why: 'unexpected', near: ']', line: 1 })
  assert.deepEqual(luaFault('a = "x\n"'), { why: 'unfinished', near: '"', line: 1 })
  assert.deepEqual(luaFault('\n--[[ x'), { why: 'unfinished', near: '[[', line: 2 })
})

test('a megabyte is looked through in bounded time', async () => {
  const took = await processorSeconds(() => {
    for (const piece of ['(', '[[', '--', '"', 'a=b ', 'function ']) luaFault(piece.repeat(250_000))
  })
  assert.ok(took < 5, `${took} s`)
})
