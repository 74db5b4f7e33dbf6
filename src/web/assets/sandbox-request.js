// A request of the API sandbox: names and values, how they are written, and what a parameter is asked with. No page is touched.

/** Stands between values, and before the first, where one of them has a pipe. */
const separator = '\u001f'

/** The values of a parameter that takes several. */
export function splitValues(text) {
  if (text === '') return []
  return text.startsWith(separator) ? text.slice(1).split(separator) : text.split('|')
}

export function joinValues(values) {
  return values.some(value => value.includes('|')) ? separator + values.join(separator) : values.join('|')
}

/** The names and values that stand in the fragment of an address. */
export function fromFragment(hash) {
  return new Map(new URLSearchParams(hash.replace(/^#/, '')))
}

/** The fragment for a request; what is secret stays out of it. */
export function toFragment(values, isSecret) {
  const open = [...values].filter(([name]) => !isSecret(name))
  return new URLSearchParams(open).toString().replaceAll('%7C', '|')
}

/** The kind of field for a parameter, as paraminfo describes it. */
export function controlOf({ type, multi, tokentype }) {
  if (tokentype !== undefined) return 'token'
  if (Array.isArray(type) && type.length > 0) return multi ? 'several' : 'one'
  if (type === 'namespace') return multi ? 'several' : 'one'
  if (multi && type !== 'boolean' && type !== 'upload' && type !== 'password') return 'lines'
  return (typeof type === 'string' && kinds[type]) || 'line'
}

const kinds = {
  boolean: 'check',
  expiry: 'time',
  float: 'number',
  double: 'number',
  integer: 'number',
  limit: 'limit',
  password: 'password',
  text: 'text',
  timestamp: 'time',
  title: 'title',
  upload: 'file',
  user: 'user',
}

/** The parts of a request below a module, by the values of the parameters that name them. */
export function partsBelow(info, prefix, values) {
  return info.parameters.flatMap(param => {
    if (param.submodules === undefined) return []
    const given = values.get(prefix + info.prefix + param.name) ?? param.default ?? ''
    return (param.multi ? splitValues(given) : [given]).flatMap(value => {
      const path = Object.hasOwn(param.submodules, value) ? param.submodules[value] : undefined
      return path === undefined ? [] : [{ path, prefix: param.submoduleparamprefix ?? '' }]
    })
  })
}

/** The parameters whose names have values of others in them: `text-main` for `text-{slot}`. */
export function templatedParameters(info, prefix, values) {
  return info.templatedparameters.flatMap(param => {
    let found = [{ name: prefix + info.prefix + param.name, because: '' }]
    for (const [variable, other] of Object.entries(param.templatevars)) {
      const because = prefix + info.prefix + other
      const chosen = splitValues(values.get(because) ?? '').filter(value => value !== '' && value !== '*')
      found = found.flatMap(({ name }) =>
        chosen.map(value => ({ name: name.replace(`{${variable}}`, () => value), because })),
      )
    }
    return found.map(one => ({ ...one, param }))
  })
}

/** Longer addresses are cut off by servers on the way. */
const longestAddress = 2000

/** How a request is sent. `isPosted` says whether a module or a parameter wants a body. */
export function methodOf(address, isPosted) {
  return isPosted || address.length > longestAddress ? 'POST' : 'GET'
}

export const asAddress = (api, values) => `${api}?${new URLSearchParams([...values]).toString().replaceAll('%7C', '|')}`

export const asJson = values => JSON.stringify(Object.fromEntries(values), null, 2)

export function asPhp(values) {
  const rows = [...values].map(([name, value]) => `    ${phpText(name)} => ${phpText(value)},\n`)
  return `[\n${rows.join('')}]`
}

const controls = /[\u0000-\u001f\u007f]/
function phpText(text) {
  if (!controls.test(text)) return `'${text.replace(/[\\']/g, '\\$&')}'`
  const code = one => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`
  const escaped = text.replace(/[\\"$]/g, '\\$&').replaceAll('\n', '\\n')
  return `"${escaped.replace(new RegExp(controls, 'g'), code)}"`
}

const piece = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs

/** JSON with line breaks. Its order stays as it came, which reading it would not leave so. */
export function indented(json) {
  let text = ''
  let depth = 0
  let before = ''
  const newLine = () => `\n${'  '.repeat(depth)}`
  for (const [token] of json.matchAll(piece)) {
    const isEmpty = (before === '{' && token === '}') || (before === '[' && token === ']')
    if (token === '}' || token === ']') {
      depth--
      text += isEmpty ? token : newLine() + token
    } else {
      if (before === '{' || before === '[' || before === ',') text += newLine()
      text += token === ':' ? ': ' : token
      if (token === '{' || token === '[') depth++
    }
    before = token
  }
  return text
}

/** XML with a line for each element. A text of its own stays on the line of its element, as it came. */
export function indentedXml(xml) {
  let depth = 0
  return xml
    .split(/(?<=>)(?=<)/)
    .map(line => {
      if (line.startsWith('</')) depth--
      const shown = '  '.repeat(Math.max(0, depth)) + line
      if (/^<[^/?!]/.test(line) && !/\/>$/.test(line) && !line.includes('</')) depth++
      return shown
    })
    .join('\n')
}
