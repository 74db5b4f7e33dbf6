// What the API sandbox sends and what comes back: the request in the forms that programs want, and the answer as it came.

const { search } = new URL(import.meta.url)
const { asAddress, asJson, asPhp, indented, indentedXml, methodOf } = await import(`./sandbox-request.js${search}`)
const { element } = await import(`./sandbox-fields.js${search}`)

const forms = { url: asAddress, json: (_, values) => asJson(values), php: (_, values) => asPhp(values) }

/** Shows a request as it would be sent; `show(values, isPosted)` writes it anew. */
export function requestView(wiki) {
  const text = element('textarea', {
    id: 'sandbox-request',
    rows: '4',
    readonly: true,
    spellcheck: 'false',
    'aria-label': wiki.say('x-sandbox-request'),
  })
  const note = element('p', { class: 'help' })
  const form = element('select', { id: 'sandbox-form', onchange: write })
  for (const name of Object.keys(forms)) {
    form.append(element('option', { value: name }, wiki.say(`apisandbox-request-format-${name}-label`)))
  }
  let last = { values: new Map(), isPosted: false }
  function write() {
    text.value = forms[form.value](new URL(wiki.api, window.location.href).href, last.values)
    const isPosted = methodOf(asAddress(wiki.api, last.values), last.isPosted) === 'POST'
    note.textContent = isPosted ? wiki.say('apisandbox-request-post') : ''
  }
  const root = element(
    'section',
    { 'aria-labelledby': 'sandbox-request-heading' },
    element('h2', { id: 'sandbox-request-heading' }, wiki.say('x-sandbox-request')),
    element(
      'div',
      { class: 'field wide' },
      element('label', { for: form.id }, wiki.say('apisandbox-request-selectformat-label')),
      form,
    ),
    element('div', { class: 'field wide' }, text),
    note,
  )
  return {
    root,
    show(values, isPosted) {
      last = { values, isPosted }
      write()
    },
  }
}

/** Sends a request in the reader's own session. A file makes it a form of several parts. */
export async function send(api, values, { isPosted, files }) {
  const address = asAddress(api, values)
  const begin = performance.now()
  const method = files.size > 0 ? 'POST' : methodOf(address, isPosted)
  let response
  if (method === 'GET') response = await fetch(address, { credentials: 'same-origin' })
  else {
    const body = files.size > 0 ? new FormData() : new URLSearchParams()
    for (const [name, value] of values) body.append(name, value)
    for (const [name, file] of files) body.append(name, file)
    response = await fetch(api, { method, body, credentials: 'same-origin' })
  }
  const text = await response.text()
  return {
    method,
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text,
    duration: Math.round(performance.now() - begin),
  }
}

function readable(text, type) {
  if (/^application\/json\b/.test(type)) return indented(text)
  return /^text\/xml\b/.test(type) ? indentedXml(text) : text
}

/** The values with which a program would go on asking; undefined where there is no more. */
export function continuation(text) {
  try {
    const { continue: more } = JSON.parse(text)
    return more === undefined ? undefined : new Map(Object.entries(more).map(([name, value]) => [name, String(value)]))
  } catch {
    return undefined
  }
}

/** Shows answers; `goOn` is called with what a continued request has besides. */
export function answerView(wiki, goOn) {
  const status = element('p', { role: 'status' })
  const shown = element('pre', {
    id: 'sandbox-answer',
    class: 'sandbox-answer',
    tabindex: '0',
    dir: 'ltr',
    hidden: true,
  })
  const more = element('button', { type: 'button', hidden: true }, wiki.say('apisandbox-continue'))
  let next
  more.addEventListener('click', () => goOn(next))
  const heading = element('h2', { id: 'sandbox-answer-heading', tabindex: '-1' }, wiki.say('apisandbox-results'))
  shown.setAttribute('aria-labelledby', heading.id)
  const root = element('section', { 'aria-labelledby': heading.id, hidden: true }, heading, status, shown, more)
  return {
    root,
    wait() {
      root.hidden = false
      shown.hidden = true
      more.hidden = true
      status.textContent = wiki.say('apisandbox-sending-request')
    },
    fail(error) {
      root.hidden = false
      status.textContent = wiki.say('apisandbox-results-error', String(error.message ?? error))
    },
    show({ method, status: code, type, text, duration }) {
      status.textContent = `${method} · HTTP ${code} · ${wiki.say('apisandbox-request-time', String(duration))}`
      // Text it stays, whatever it is: markup in an answer is to be read, not to be run.
      shown.textContent = readable(text, type)
      shown.hidden = false
      next = continuation(text)
      more.hidden = next === undefined
      heading.focus()
      root.scrollIntoView({ block: 'start' })
    },
  }
}
