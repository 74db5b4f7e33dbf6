// The API sandbox: puts a request together from what the API says of itself, sends it, and shows the answer.

const { search } = new URL(import.meta.url)
const { fromFragment, partsBelow, templatedParameters, toFragment } = await import(`./sandbox-request.js${search}`)
const { described, element, makeField } = await import(`./sandbox-fields.js${search}`)
const { modulesOf } = await import(`./sandbox-modules.js${search}`)
const { answerView, requestView, send } = await import(`./sandbox-answer.js${search}`)

const setup = JSON.parse(document.getElementById('sandbox-setup').textContent)
const { api } = setup
const { infos, ask, learn, suggest } = modulesOf(setup)

const wiki = {
  api,
  namespaces: window.mw.config.get('wgFormattedNamespaces'),
  say: (key, ...params) =>
    (setup.texts[key] ?? key).replace(/\$([1-9])/g, (whole, number) => String(params[number - 1] ?? whole)),
  suggest,
}

/** The request, in the order in which it is sent. */
let values = new Map()
/** The parts of the request that have a panel, by key: `main`, `query`, `query+allpages g`. */
const panels = new Map()
let open = 'main'

const tabs = element('div', { role: 'tablist', class: 'sandbox-tabs', 'aria-label': wiki.say('x-sandbox-parts') })
const body = element('div')
const writes = element('p', { class: 'sandbox-writes', role: 'status' })
const request = requestView(wiki)
const answer = answerView(wiki, more => submit(more))
const form = element(
  'form',
  { class: 'sandbox', novalidate: true, autocomplete: 'off' },
  tabs,
  body,
  element(
    'div',
    { class: 'buttons' },
    element('button', { class: 'primary' }, wiki.say('apisandbox-submit')),
    element('button', { type: 'button', class: 'quiet', onclick: clear }, wiki.say('apisandbox-reset')),
    writes,
  ),
)
form.addEventListener('submit', event => {
  event.preventDefault()
  submit()
})

const keyOf = ({ path, prefix }) => (prefix === '' ? path : `${path} ${prefix}`)
const titleOf = ({ path, prefix }) => {
  const info = infos.get(path)
  if (info === undefined || info.group === undefined) return path
  return `${prefix === '' ? info.group : 'generator'}=${info.name}`
}

/** The parts that the request has now, each before those below it. Learns of modules on the way. */
async function partsNow() {
  const parts = []
  const seen = new Set()
  let level = [{ path: 'main', prefix: '' }]
  while (level.length > 0) {
    await learn(level.map(one => one.path))
    const next = []
    for (const part of level) {
      const info = infos.get(part.path)
      if (info === undefined || seen.has(keyOf(part))) continue
      seen.add(keyOf(part))
      parts.push(part)
      next.push(...partsBelow(info, part.prefix, values))
    }
    level = next
  }
  return parts
}

let drawing = 0
/** Brings tabs and panels up to what is asked for. */
async function draw() {
  const mine = ++drawing
  let parts
  try {
    parts = await partsNow()
  } catch (error) {
    writes.textContent = wiki.say('apisandbox-load-error', String(error.message))
    return
  }
  if (mine !== drawing) return
  const keys = new Set(parts.map(keyOf))
  for (const [key, panel] of panels) {
    if (keys.has(key)) continue
    // What was asked of a module that is asked no more goes with it.
    for (const name of panel.fields.keys()) values.delete(name)
    panel.tab.remove()
    panel.root.remove()
    panels.delete(key)
  }
  for (const [index, part] of parts.entries()) {
    const key = keyOf(part)
    if (!panels.has(key)) panels.set(key, makePanel(part, key))
    const panel = panels.get(key)
    place(panel.tab, tabs, index)
    place(panel.root, body, index)
    drawTemplated(panel)
  }
  drawUnknown()
  if (!panels.has(open)) open = 'main'
  showPanel(open)
  note()
}

/** Puts an element where it belongs; one that is there already is left alone, for somebody may be typing in it. */
function place(one, parent, index) {
  const there = parent.children[index]
  if (there !== one) parent.insertBefore(one, there ?? null)
}

function makePanel({ path, prefix }, key) {
  const info = infos.get(path)
  const id = `sandbox-panel-${++panelCount}`
  const tab = element(
    'button',
    { type: 'button', role: 'tab', id: `${id}-tab`, 'aria-controls': id, lang: 'en', dir: 'ltr' },
    titleOf({ path, prefix }),
  )
  tab.addEventListener('click', () => showPanel(key))
  const panel = { key, path, prefix, info, tab, fields: new Map(), templated: new Map() }
  const usual = element('div')
  const deprecated = element('div')
  for (const param of info.parameters) {
    const field = addField(panel, prefix + info.prefix + param.name, param)
    ;(param.deprecated ? deprecated : usual).append(field.root)
  }
  const more = folded(wiki.say('apisandbox-deprecated-parameters'), deprecated)
  if (more && [...panel.fields.values()].some(({ name, param }) => param.deprecated && values.has(name)))
    more.open = true
  panel.templates = element('div')
  panel.root = element(
    'div',
    { role: 'tabpanel', id, 'aria-labelledby': tab.id, class: 'sandbox-panel' },
    described(asParagraph(info.description)),
    linksOf(info),
    examplesOf(info),
    usual,
    panel.templates,
    more,
  )
  if (path === 'main' || info.dynamicparameters !== undefined) panel.root.append(moreParameters(panel))
  return panel
}
let panelCount = 0

const asParagraph = markup => (markup === '' || markup.startsWith('<p>') ? markup : `<p>${markup}</p>`)

const folded = (title, content) =>
  content.childElementCount === 0
    ? undefined
    : element('details', { class: 'sandbox-more' }, element('summary', {}, title), content)

function addField(panel, name, param, because) {
  const other = fieldNamed(name)
  if (other !== undefined) dropUnknown(other)
  const field = makeField({ name, param, because, wiki, changed })
  panel.fields.set(name, field)
  field.set(values.get(name))
  return field
}

function linksOf(info) {
  const address = `${setup.help}${encodeURIComponent(info.path)}`
  const own = element('li', {}, element('a', { href: address }, wiki.say('x-sandbox-help', info.path)))
  const others = info.helpurls.map(href => element('li', {}, element('a', { href, dir: 'ltr' }, href)))
  return element('ul', { class: 'sandbox-links' }, own, ...others)
}

function examplesOf(info) {
  const rows = info.examples.map(({ query, description }) =>
    element('li', {}, element('a', { href: `#${query}` }, described(description))),
  )
  return folded(wiki.say('apisandbox-examples'), element('ul', {}, ...rows))
}

/** Parameters that no module tells of, and a way to add some. */
function moreParameters(panel) {
  const name = element('input', { type: 'text', id: `more-${panel.root.id}`, autocomplete: 'off' })
  const add = () => {
    if (name.value === '' || fieldNamed(name.value) !== undefined) return
    addUnknown(panel, name.value).inputs[0].focus()
    name.value = ''
  }
  const button = element('button', { type: 'button', onclick: add }, wiki.say('apisandbox-add-multi'))
  panel.unknown = element('div')
  const { dynamicparameters: about } = panel.info
  const content = element(
    'div',
    {},
    about ? described(asParagraph(about)) : undefined,
    panel.unknown,
    element(
      'div',
      { class: 'field' },
      element('label', { for: name.id }, wiki.say('apisandbox-dynamic-parameters-add-label')),
      element('div', { class: 'param-time' }, name, button),
    ),
  )
  panel.more = folded(wiki.say('apisandbox-dynamic-parameters'), content)
  return panel.more
}

/** A module that is asked now knows what stood among the others. */
function dropUnknown({ name, root }) {
  root.remove()
  for (const panel of panels.values()) panel.fields.delete(name)
}

function addUnknown(panel, name) {
  const param = { name, type: /password|retype/i.test(name) ? 'password' : 'string', required: false, multi: false }
  const field = addField(panel, name, param)
  panel.unknown.append(field.root)
  panel.more.open = true
  return field
}

/** What the request has and no module knows is not lost. */
function drawUnknown() {
  for (const name of values.keys()) if (fieldNamed(name) === undefined) addUnknown(panels.get('main'), name)
}

const fieldNamed = name => {
  for (const panel of panels.values()) if (panel.fields.has(name)) return panel.fields.get(name)
  return undefined
}

/** The fields whose names follow from the values of others. */
function drawTemplated(panel) {
  const wanted = templatedParameters(panel.info, panel.prefix, values)
  const names = new Set(wanted.map(one => one.name))
  for (const [name, field] of panel.templated) {
    if (names.has(name)) continue
    field.root.remove()
    panel.fields.delete(name)
    panel.templated.delete(name)
    values.delete(name)
  }
  for (const { name, param, because } of wanted) {
    if (panel.fields.has(name)) continue
    const field = addField(panel, name, param, because)
    panel.templated.set(name, field)
    panel.templates.append(field.root)
  }
}

function showPanel(key) {
  open = key
  for (const [one, { tab, root }] of panels) {
    const isOpen = one === key
    tab.setAttribute('aria-selected', String(isOpen))
    tab.tabIndex = isOpen ? 0 : -1
    root.hidden = !isOpen
  }
}

const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }
tabs.addEventListener('keydown', event => {
  const all = [...tabs.children]
  const from = all.indexOf(document.activeElement)
  const forward = document.documentElement.dir === 'rtl' && /Left|Right/.test(event.key) ? -1 : 1
  const to =
    event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : from + (steps[event.key] ?? Number.NaN) * forward
  if (Number.isNaN(to)) return
  event.preventDefault()
  const tab = all[(to + all.length) % all.length]
  tab.click()
  tab.focus()
})

/** A field has another value. */
function changed(field) {
  const value = field.get()
  if (value === undefined || value instanceof File) values.delete(field.name)
  else values.set(field.name, value)
  field.root.classList.remove('param-wrong')
  const mayHaveParts = field.param.submodules !== undefined
  const mayHaveTemplates = [...panels.values()].some(({ info }) => info.templatedparameters.length > 0)
  if (mayHaveParts || mayHaveTemplates) draw()
  else note()
}

const allFields = () => [...panels.values()].flatMap(panel => [...panel.fields.values()])
const isSecret = name => {
  const param = fieldNamed(name)?.param
  return param?.sensitive === true || param?.type === 'password' || param?.tokentype !== undefined
}

/** The request as it would be sent: in the order of the fields; a token that is still to come has its type in brackets. */
function requestNow() {
  const named = new Map()
  const last = new Map()
  const files = new Map()
  for (const field of allFields()) {
    const value = field.get()
    const isToken = field.param.tokentype !== undefined
    if (field.isFilledIn) last.set(field.name, `(${field.param.tokentype})`)
    else if (value instanceof File) files.set(field.name, value)
    else if (value !== undefined) (isToken ? last : named).set(field.name, value)
  }
  const isPosted =
    files.size > 0 ||
    [...panels.values()].some(({ info }) => info.mustbeposted) ||
    [...named.keys(), ...last.keys()].some(isSecret)
  // As MediaWiki advises: a text that was cut off on its way comes without a token, and is not saved.
  return { values: new Map([...named, ...last]), files, isPosted }
}

/** Writes the request where it can be read, and into the address. */
function note() {
  const now = requestNow()
  request.show(now.values, now.isPosted)
  const isWrite = [...panels.values()].some(({ info }) => info.writerights)
  writes.textContent = isWrite ? wiki.say('x-sandbox-writes') : ''
  window.history.replaceState(null, '', `#${toFragment(now.values, isSecret)}`)
}

/** The tokens that fields want filled in, by type. */
async function tokensFor(fields) {
  const types = new Set(fields.map(field => field.param.tokentype))
  if (types.size === 0) return {}
  const { query } = await ask({ action: 'query', meta: 'tokens', type: [...types].join('|') })
  return query.tokens
}

/** Sends the request; `more` are values with which an answer is continued. */
async function submit(more = new Map()) {
  if (!isRight()) return
  const now = requestNow()
  const awaited = allFields().filter(field => field.isFilledIn)
  answer.wait()
  try {
    const tokens = await tokensFor(awaited)
    for (const { name, param } of awaited) now.values.set(name, tokens[`${param.tokentype}token`] ?? '')
    for (const [name, value] of more) now.values.set(name, value)
    answer.show(await send(api, now.values, now))
  } catch (error) {
    answer.fail(error)
  }
}

/** Whether all fields can be sent; else the first that cannot is shown, with what its browser says of it. */
function isRight() {
  let first
  for (const panel of panels.values()) {
    let wrong = false
    for (const { param, inputs, root, get, isGroup } of panel.fields.values()) {
      const isEmptyGroup = isGroup && param.required && get() === undefined
      inputs[0]?.setCustomValidity(isEmptyGroup ? wiki.say('paramvalidator-help-required') : '')
      const input = get() === undefined && !param.required ? undefined : inputs.find(one => !one.validity.valid)
      root.classList.toggle('param-wrong', input !== undefined)
      if (input === undefined) continue
      wrong = true
      first ??= { panel, input }
    }
    panel.tab.classList.toggle('tab-wrong', wrong)
    panel.tab.title = wrong ? wiki.say('apisandbox-alert-page') : ''
  }
  if (first === undefined) return true
  showPanel(first.panel.key)
  first.input.closest('details')?.setAttribute('open', '')
  first.input.reportValidity()
  return false
}

/** Takes a request from the address, as examples and bookmarks have it. */
async function load() {
  const asked = fromFragment(window.location.hash)
  values =
    asked.size > 0
      ? asked
      : new Map([
          ['action', 'query'],
          ['format', 'json'],
          ['formatversion', '2'],
        ])
  if (!values.has('format')) values.set('format', 'json')
  for (const panel of panels.values()) {
    panel.tab.remove()
    panel.root.remove()
  }
  panels.clear()
  answer.root.hidden = true
  open = values.get('action') ?? 'main'
  await draw()
}

function clear() {
  window.history.replaceState(null, '', '#')
  load()
}

window.addEventListener('hashchange', load)
await load()
document.getElementById('api-sandbox').append(form, request.root, answer.root)
