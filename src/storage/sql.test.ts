import assert from 'node:assert/strict'
import { test } from 'node:test'
import { render, Sql, sql } from './sql.ts'

const dollar = (position: number) => `$${position}`
const evil = `x'); drop table page; --`

test('a value becomes a placeholder, whatever it says', () => {
  assert.deepEqual(render(sql`select ${evil}, ${1}, ${null}`, dollar), {
    text: 'select $1, $2, $3',
    values: [evil, 1, null],
  })
})

test('a nested piece is spliced in, and placeholders count on', () => {
  const condition = sql`page_title = ${evil} or ${sql`page_id < ${2}`}`
  const statement = sql`select ${1} from page where (${condition}) and page_len > ${3}`
  assert.deepEqual(render(statement, dollar), {
    text: 'select $1 from page where (page_title = $2 or page_id < $3) and page_len > $4',
    values: [1, evil, 2, 3],
  })
})

test('one template has a text for each dialect, and for each piece that is put in the same place', () => {
  const statement = (piece: Sql | number) => sql`select ${piece}`
  for (let round = 0; round < 2; round++) {
    assert.equal(render(statement(1), dollar).text, 'select $1')
    assert.equal(render(statement(1), () => '?').text, 'select ?')
    assert.equal(render(statement(sql`1`), dollar).text, 'select 1')
    assert.equal(render(statement(sql`page_id`), dollar).text, 'select page_id')
  }
})

test('a template that is put together of the same pieces has the same strings, by which its text is kept', () => {
  const column = sql`page_id`
  const condition = (id: number) => sql`page_id = ${id}`
  const statement = (id: number) => sql`select ${column} from page where ${condition(id)} limit ${id + 1}`
  assert.equal(statement(1).strings, statement(2).strings)
  assert.deepEqual(render(statement(2), dollar), {
    text: 'select page_id from page where page_id = $1 limit $2',
    values: [2, 3],
  })
  const others = ['a', 'b', 'c', 'd', 'e', 'a'].map(name => sql`select ${new Sql([name], [])}, ${column}, ${1}`)
  assert.deepEqual(
    others.map(one => render(one, dollar).text),
    ['a', 'b', 'c', 'd', 'e', 'a'].map(name => `select ${name}, page_id, $1`),
  )
})

test('a list is as many placeholders as values, and an empty one matches nothing', () => {
  assert.deepEqual(render(sql`in ${sql.in([1, evil])}`, dollar), { text: 'in ($1, $2)', values: [1, evil] })
  assert.equal(render(sql`in ${sql.in([])}`, dollar).text, 'in (null)')
})

test('lists of all lengths have the same members and few texts', () => {
  const texts = new Set<string>()
  for (let length = 1; length <= 500; length++) {
    const list = Array.from({ length }, (_, index) => index)
    const { text, values } = render(sql.in(list), dollar)
    assert.deepEqual([...new Set(values)], list)
    assert.equal(text.split(',').length, values.length)
    assert.ok(values.length <= Math.max(8, length * 1.5))
    texts.add(text)
  }
  assert.equal(texts.size, 20)
})

test('pieces are joined, and conditions that are not given are left out', () => {
  assert.equal(render(sql.join([sql`a`, sql`b`, sql`c`]), dollar).text, 'a, b, c')
  assert.equal(render(sql.join([]), dollar).text, '')
  assert.deepEqual(render(sql.all([sql`a = ${1}`, undefined, sql`b = ${2}`]), dollar), {
    text: 'a = $1 and b = $2',
    values: [1, 2],
  })
  assert.equal(render(sql.all([undefined]), dollar).text, '1 = 1')
})

test('what is no value of a database is refused, and the message does not show it', () => {
  const refused = [
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    new Date(0),
    ['secret'],
    { secret: 1 },
    () => 1,
  ]
  for (const value of refused) {
    for (const statement of [new Sql(['select ', ''], [value]), sql`a ${sql`b`} ${new Sql(['', ''], [value])}`]) {
      assert.throws(
        () => render(statement, dollar),
        (error: unknown) => error instanceof TypeError && !/secret/.test(error.message),
      )
    }
  }
})

test('a string that is passed instead of a template is no statement', () => {
  assert.throws(() => Reflect.apply(sql, undefined, [['drop table page']]), TypeError)
  assert.throws(() => Reflect.apply(sql, undefined, ['drop table page']), TypeError)
})
