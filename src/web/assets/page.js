// What pages do besides, where scripts run: nothing here is needed to read or to change the wiki.
const root = document.documentElement
root.classList.replace('client-nojs', 'client-js')

// The values that gadgets ask for as mw.config.
const values = new Map(Object.entries(JSON.parse(document.getElementById('mw-config')?.textContent || '{}')))
window.mw ??= {
  config: {
    values: Object.fromEntries(values),
    exists: key => values.has(key),
    get(keys, fallback = null) {
      if (typeof keys === 'string') return values.has(keys) ? values.get(keys) : fallback
      if (keys === undefined) return Object.fromEntries(values)
      return Object.fromEntries(keys.map(key => [key, values.has(key) ? values.get(key) : fallback]))
    },
    set(key, value) {
      values.set(key, value)
      this.values[key] = value
      return true
    },
  },
}

// Menus that open close again when something else is clicked, or by Escape.
const menus = document.querySelectorAll('details.more')
document.addEventListener('click', event => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false
})
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return
  for (const menu of menus) {
    if (!menu.open) continue
    menu.open = false
    menu.querySelector('summary').focus()
  }
})

// In a history only an older revision can be compared with a newer one.
const history = document.getElementById('pagehistory')
if (history) {
  const older = [...history.querySelectorAll('input[name=oldid]')]
  const newer = [...history.querySelectorAll('input[name=diff]')]
  const show = () => {
    const from = newer.findIndex(one => one.checked)
    const to = older.findIndex(one => one.checked)
    for (const [index, one] of older.entries()) one.style.visibility = index > from ? '' : 'hidden'
    for (const [index, one] of newer.entries()) one.style.visibility = index < to || to < 0 ? '' : 'hidden'
  }
  history.addEventListener('change', show)
  show()
}

// Boxes that tick all others of their form.
for (const all of document.querySelectorAll('[data-ticks]')) {
  all.hidden = false
  all.addEventListener('click', () => {
    const boxes = [...all.form.querySelectorAll(`input[type=checkbox][name^="${all.dataset.ticks}"]`)]
    const on = !boxes.every(box => box.checked)
    for (const box of boxes) box.checked = on
  })
}

// What was typed is not lost by leaving the page without a word.
const editor = document.getElementById('editform')
if (editor) {
  const texts = [...editor.querySelectorAll('textarea, input[type=text]')]
  const before = texts.map(one => one.value)
  const isUnsaved = editor.dataset.unsaved === 'yes'
  let submitting = false
  editor.addEventListener('submit', () => {
    submitting = true
  })
  window.addEventListener('beforeunload', event => {
    if (submitting) return
    if (isUnsaved || texts.some((one, index) => one.value !== before[index])) event.preventDefault()
  })
}
