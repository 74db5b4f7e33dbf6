// PHP's serialize() format. Strings are counted in UTF-8 bytes, and keys that are integers are integers.
import { commonHeaders, type Format } from './format.ts'
import { Ordered, type Plain, plainTree } from './plain.ts'

export const php: Format = {
  name: 'php',
  mime: () => 'application/vnd.php.serialized; charset=utf-8',
  headers: options => commonHeaders(php.mime(options), 'api-result.php'),
  print: (tree, options) => serialize(plainTree(tree, options.formatversion).value),
}

function serialize(value: Plain): string {
  switch (typeof value) {
    case 'string':
      return `s:${Buffer.byteLength(value)}:"${value}";`
    case 'number':
      return number(value)
    case 'boolean':
      return value ? 'b:1;' : 'b:0;'
  }
  if (value === null) return 'N;'
  if (Array.isArray(value)) {
    let out = `a:${value.length}:{`
    for (let index = 0; index < value.length; index++) out += `i:${index};${serialize(value[index])}`
    return `${out}}`
  }
  const entries = value instanceof Ordered ? value.entries : Object.entries(value as Record<string, Plain>)
  let out = `a:${entries.length}:{`
  for (const [key, entry] of entries) out += arrayKey(key) + serialize(entry)
  return `${out}}`
}

function number(value: number): string {
  if (Number.isSafeInteger(value)) return `i:${value};`
  if (Number.isFinite(value)) return `d:${String(value).replace('e', 'E')};`
  return Number.isNaN(value) ? 'd:NAN;' : value > 0 ? 'd:INF;' : 'd:-INF;'
}

/** PHP makes an integer of a key that looks just like one. */
function arrayKey(key: string): string {
  return /^(?:0|-?[1-9]\d{0,17})$/.test(key) ? `i:${key};` : `s:${Buffer.byteLength(key)}:"${key}";`
}
