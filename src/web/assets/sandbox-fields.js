// The fields of the API sandbox: one for each parameter of a module, of the kind that its values want.

const { search } = new URL(import.meta.url)
const { controlOf, joinValues, splitValues } = await import(`./sandbox-request.js${search}`)

/** An element with attributes and content; a value that is undefined or false is left out. */
export function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value)
    else made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...content.filter(one => one !== undefined && one !== false))
  return made
}

/** Markup that the API itself has written about a parameter or a module. */
export function described(markup) {
  const template = document.createElement('template')
  template.innerHTML = markup
  return template.content
}

/** From how many values on there is a field to find one. */
const manyValues = 16

/**
 * Makes the field of a parameter. `wiki` has `say`, `namespaces` (names by number) and `suggest(kind, typed)`; `changed` is
 * called with the field after each change. A field has `name`, `param`, `root`, `inputs`, of which it `isGroup` where they are
 * values to tick, `get()`, which is undefined for what is not sent, and `set(value)`; `isFilledIn` says that a token is fetched.
 */
export function makeField({ name, param, because, wiki, changed }) {
  const id = `param-${name}`
  const kind = controlOf(param)
  const field = { name, param, isFilledIn: false }
  const onChange = () => changed(field)
  const control = controls[kind]({ id, name, param, wiki, field, onChange })
  field.inputs = control.inputs
  field.isGroup = control.group !== undefined
  const isOptional = !param.required && !['check', 'one', 'token', 'file'].includes(kind)
  const send = isOptional
    ? element('input', { type: 'checkbox', 'aria-label': wiki.say('x-sandbox-send', name), onchange: onChange })
    : undefined
  const fill = () => {
    if (send) send.checked = control.get() !== ''
    onChange()
  }
  control.onInput = send ? fill : onChange
  field.get = () => {
    const value = control.get()
    if (send) return send.checked ? value : undefined
    return value === '' && kind !== 'check' && kind !== 'one' ? undefined : value
  }
  field.set = value => {
    if (send) send.checked = value !== undefined
    control.set(value)
  }
  const help = element('div', { class: 'help', id: `${id}-help` }, ...helpOf(param, because, wiki))
  for (const one of control.group ? [control.group] : control.inputs) one.setAttribute('aria-describedby', help.id)
  const title = control.group
    ? element('span', { id: `${id}-label`, class: 'param-name', lang: 'en', dir: 'ltr' }, name)
    : element('label', { for: id, class: 'param-name', lang: 'en', dir: 'ltr' }, name)
  const marks = [param.required && wiki.say('x-sandbox-required'), param.deprecated && deprecatedMark(wiki)]
  const head = element(
    'div',
    { class: 'param-head' },
    send,
    title,
    ...marks.filter(Boolean).map(mark => element('span', { class: 'param-mark' }, mark)),
  )
  if (kind === 'check') head.prepend(...control.elements)
  field.root = element('div', { class: 'param' }, head, ...(kind === 'check' ? [] : control.elements), help)
  return field
}

const deprecatedMark = wiki => wiki.say('api-help-param-deprecated-label')

/** What a parameter is for; what its values mean is folded away, for it is long. */
function helpOf(param, because, wiki) {
  const about = described(param.description ?? '')
  const list = [...about.children].find(one => one.tagName === 'DL')
  list?.remove()
  const notes = [
    because && wiki.say('apisandbox-templated-parameter-reason', because),
    param.default !== undefined && param.default !== '' && wiki.say('paramvalidator-help-default', param.default),
    param.type === 'limit' && limitNote(param, wiki),
  ].filter(Boolean)
  return [
    about,
    ...notes.map(note => element('p', {}, note)),
    list && element('details', {}, element('summary', {}, wiki.say('x-sandbox-values')), list),
  ]
}

const limitNote = ({ max, highmax }, wiki) =>
  highmax === undefined || highmax === max
    ? wiki.say('api-help-param-limit', max)
    : wiki.say('api-help-param-limit2', max, highmax)

/** A field of one element, read and written by its value. */
function single(input, more = []) {
  const control = {
    inputs: [input],
    elements: [input, ...more],
    get: () => input.value,
    set(value) {
      input.value = value ?? ''
    },
    onInput() {},
  }
  input.addEventListener('input', () => control.onInput())
  return control
}

function textInput({ id, param }, attributes = {}) {
  return element('input', {
    type: 'text',
    id,
    required: param.required,
    autocomplete: 'off',
    spellcheck: 'false',
    ...attributes,
  })
}

/** A field that offers what could be meant while somebody types. */
function suggesting(of, kind) {
  const { id, wiki } = of
  const list = element('datalist', { id: `${id}-list` })
  const input = textInput(of, { list: list.id })
  let asked = 0
  input.addEventListener('input', async () => {
    const mine = ++asked
    if (input.value === '') return
    const found = await wiki.suggest(kind, input.value)
    if (mine === asked) list.replaceChildren(...found.map(value => element('option', { value })))
  })
  return single(input, [list])
}

const controls = {
  line: of => single(textInput(of)),
  user: of => suggesting(of, 'user'),
  title: of => suggesting(of, 'title'),
  password: of => single(textInput(of, { type: 'password', autocomplete: 'new-password' })),
  number: of => {
    const { type, min, max, highmax } = of.param
    return single(textInput(of, { type: 'number', step: type === 'integer' ? '1' : 'any', min, max: highmax ?? max }))
  },
  limit: of => {
    const list = element('datalist', { id: `${of.id}-list` }, element('option', { value: 'max' }))
    return single(textInput(of, { list: list.id, inputmode: 'numeric', pattern: 'max|\\d+' }), [list])
  },
  text: of => single(element('textarea', { id: of.id, rows: '5', required: of.param.required })),
  lines(of) {
    const input = element('textarea', { id: of.id, rows: '3', required: of.param.required, spellcheck: 'false' })
    const control = single(input, [element('p', { class: 'help' }, of.wiki.say('x-sandbox-one-a-line'))])
    control.get = () => joinValues(input.value.split('\n').filter(line => line !== ''))
    control.set = value => {
      input.value = splitValues(value ?? '').join('\n')
    }
    return control
  },
  time(of) {
    const words = of.param.type === 'expiry' ? ['infinity', '1 day', '1 week', '1 month', '1 year'] : ['now']
    const list = element('datalist', { id: `${of.id}-list` }, ...words.map(value => element('option', { value })))
    const input = textInput(of, { list: list.id, placeholder: '2001-01-15T14:56:00Z' })
    const pick = element('input', {
      type: 'datetime-local',
      step: '1',
      'aria-label': of.wiki.say('x-sandbox-pick-time'),
    })
    pick.addEventListener('change', () => {
      if (pick.value === '') return
      input.value = `${pick.value.length === 16 ? `${pick.value}:00` : pick.value}Z`
      input.dispatchEvent(new Event('input'))
    })
    const control = single(input, [list])
    control.elements = [element('div', { class: 'param-time' }, input, pick), list]
    return control
  },
  check({ id, onChange }) {
    const input = element('input', { type: 'checkbox', id, onchange: onChange })
    return {
      inputs: [input],
      elements: [input],
      get: () => (input.checked ? '1' : undefined),
      set(value) {
        input.checked = value !== undefined
      },
    }
  },
  file({ id, param, onChange }) {
    const input = element('input', { type: 'file', id, required: param.required, onchange: onChange })
    return { inputs: [input], elements: [input], get: () => input.files[0] ?? '', set() {} }
  },
  token(of) {
    const { field, wiki, onChange } = of
    const control = single(textInput(of, { required: false }))
    const [input] = control.inputs
    const fetches = element('input', { type: 'checkbox', id: `${of.id}-fetch`, onchange: fetchChanged })
    function fetchChanged() {
      field.isFilledIn = fetches.checked
      input.hidden = fetches.checked
      input.required = !fetches.checked && of.param.required
      onChange()
    }
    fetches.checked = true
    field.isFilledIn = true
    input.hidden = true
    control.get = () => (fetches.checked ? '' : input.value)
    control.elements = [
      element(
        'div',
        { class: 'check' },
        fetches,
        element('label', { for: fetches.id }, wiki.say('apisandbox-fetch-token')),
      ),
      input,
    ]
    // The tokens of examples and of bookmarks are never good.
    control.set = () => {}
    return control
  },
  one(of) {
    const { id, param, wiki } = of
    const choices = choicesOf(param, wiki)
    const select = element('select', { id, required: param.required })
    const option = ({ value, label }) => element('option', { value: `=${value}` }, label)
    select.append(element('option', { value: '' }, wiki.say('x-sandbox-not-given')), ...choices.usual.map(option))
    for (const [label, group] of choices.others) {
      select.append(element('optgroup', { label }, ...group.map(option)))
    }
    const control = single(select)
    control.get = () => (select.value === '' ? undefined : select.value.slice(1))
    control.set = value => {
      select.value = value === undefined ? '' : `=${value}`
      if (select.selectedIndex >= 0) return
      select.append(option({ value, label: value }))
      select.value = `=${value}`
    }
    return control
  },
  several(of) {
    const { id, param, wiki } = of
    const { usual, others } = choicesOf(param, wiki)
    const list = element('div', { class: 'param-values' })
    const control = { inputs: [], elements: [list], group: list, onInput() {} }
    const add = ({ value, label }, note) => {
      const box = element('input', { type: 'checkbox', id: `${id}-${control.inputs.length}`, onchange: checked })
      box.value = value
      const text = note === undefined ? label : `${label} (${note})`
      list.append(element('div', { class: 'check' }, box, element('label', { for: box.id }, text)))
      control.inputs.push(box)
      return box
    }
    function checked() {
      control.onInput()
    }
    if (param.allspecifier !== undefined) {
      add({ value: param.allspecifier, label: wiki.say('apisandbox-multivalue-all-values', param.allspecifier) })
    }
    for (const choice of usual) add(choice)
    for (const [note, group] of others) for (const choice of group) add(choice, note)
    list.setAttribute('role', 'group')
    list.setAttribute('aria-labelledby', `${id}-label`)
    if (control.inputs.length >= manyValues) control.elements.unshift(finder(list, wiki))
    control.get = () => joinValues(control.inputs.filter(box => box.checked).map(box => box.value))
    control.set = value => {
      const chosen = new Set(splitValues(value ?? ''))
      for (const box of control.inputs) box.checked = chosen.delete(box.value)
      for (const unknown of chosen) add({ value: unknown, label: unknown }).checked = true
    }
    return control
  },
}

/** A field that leaves those values in sight whose names have what is typed. */
function finder(list, wiki) {
  const label = wiki.say('x-sandbox-find-value')
  const input = element('input', { type: 'search', 'aria-label': label, placeholder: label })
  input.addEventListener('input', () => {
    const typed = input.value.toLowerCase()
    for (const row of list.children) row.hidden = !row.textContent.toLowerCase().includes(typed)
  })
  return input
}

/** The values to choose from: those for everybody, and those that are deprecated or internal, under a heading. */
function choicesOf(param, wiki) {
  const all =
    param.type === 'namespace'
      ? namespaceChoices(param, wiki)
      : param.type.map(value => ({ value: String(value), label: value === '' ? '""' : String(value) }))
  const deprecated = new Set(param.deprecatedvalues?.map(String))
  const internal = new Set(param.internalvalues)
  const isOther = ({ value }) => deprecated.has(value) || internal.has(value)
  const others = [
    [wiki.say('api-help-param-deprecated-label'), all.filter(({ value }) => deprecated.has(value))],
    [
      wiki.say('api-help-param-internal-label'),
      all.filter(({ value }) => internal.has(value) && !deprecated.has(value)),
    ],
  ]
  return { usual: all.filter(one => !isOther(one)), others: others.filter(([, group]) => group.length > 0) }
}

function namespaceChoices({ extranamespaces = [] }, { namespaces, say }) {
  return Object.entries(namespaces)
    .map(([id, name]) => ({ value: id, label: `${name === '' ? say('blanknamespace') : name} (${id})` }))
    .filter(({ value }) => Number(value) >= 0 || extranamespaces.includes(Number(value)))
    .sort((a, b) => Number(a.value) - Number(b.value))
}
