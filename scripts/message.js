// Sets a text and its documentation in i18n/en.json and i18n/qqq.json, or a translation in another file.
//
//   node scripts/message.js KEY "text" "what it is for"     sets both
//   node scripts/message.js --file TEXTS.json               sets many: { "KEY": ["text", "what it is for"], … }
//   node scripts/message.js --translate LANG KEY "text"     sets a translation of a text that English has
//   node scripts/message.js --translate LANG --file X.json  sets many: { "KEY": "text", … }
//   node scripts/message.js --remove KEY                    removes a key from every file
//   node scripts/message.js --list PREFIX                   shows keys and texts
//
// A lock lets several people add texts at once; files are replaced whole, with their keys in order.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../i18n/', import.meta.url))
const lock = `${folder}.lock`

const fileOf = language => `${folder}${language}.json`
const read = language =>
  existsSync(fileOf(language)) ? JSON.parse(readFileSync(fileOf(language), 'utf8')) : { '@metadata': { authors: [] } }

function write(language, texts) {
  const { '@metadata': metadata = { authors: [] }, ...rest } = texts
  const sorted = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  const whole = `${JSON.stringify({ '@metadata': metadata, ...sorted }, null, 2)}\n`
  const next = `${fileOf(language)}.${process.pid}`
  writeFileSync(next, whole)
  renameSync(next, fileOf(language))
}

function locked(work) {
  const until = Date.now() + 30_000
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      // A run that was killed leaves its lock; nobody holds one for half a minute.
      if (Date.now() > until || Date.now() - statSync(lock, { throwIfNoEntry: false })?.mtimeMs > 30_000) {
        rmdirSync(lock)
        continue
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    }
  }
  try {
    return work()
  } finally {
    rmdirSync(lock)
  }
}

function refuse(reason) {
  console.error(reason)
  process.exit(2)
}

const validKey = key => /^[a-z0-9][^\s"|<>[\]#]*$/i.test(key)

/** Sets English texts with their documentation: `{ key: [text, documentation] }`. */
function set(texts) {
  for (const [key, pair] of Object.entries(texts)) {
    const [text, documentation] = Array.isArray(pair) ? pair : []
    if (!validKey(key)) refuse(`${key} is no key`)
    if (typeof text !== 'string') refuse(`${key}: a text is needed`)
    if (typeof documentation !== 'string' || documentation.trim() === '') refuse(`${key}: say what the text is for`)
  }
  locked(() => {
    const english = read('en')
    const about = read('qqq')
    for (const [key, [text, documentation]] of Object.entries(texts)) {
      english[key] = text
      about[key] = documentation
    }
    write('en', english)
    write('qqq', about)
  })
}

function translate(language, texts) {
  if (!/^[a-z][a-z0-9-]+$/.test(language)) refuse(`${language} is no language`)
  locked(() => {
    const english = read('en')
    const translated = read(language)
    for (const [key, text] of Object.entries(texts)) {
      if (!(key in english)) refuse(`${key} has no English text`)
      if (typeof text !== 'string') refuse(`${key}: a text is needed`)
      translated[key] = text
    }
    write(language, translated)
  })
}

function remove(key) {
  locked(() => {
    for (const name of readdirSync(folder)) {
      if (!name.endsWith('.json')) continue
      const language = name.slice(0, -5)
      const texts = read(language)
      if (key in texts) {
        delete texts[key]
        write(language, texts)
      }
    }
  })
}

const args = process.argv.slice(2)
const fromFile = path => JSON.parse(readFileSync(path, 'utf8'))
if (args[0] === '--list') {
  for (const [key, text] of Object.entries(read('en'))) {
    if (key.startsWith(args[1] ?? '') && key !== '@metadata') console.log(`${key}\t${text}`)
  }
} else if (args[0] === '--file' && args.length === 2) set(fromFile(args[1]))
else if (args[0] === '--remove' && args.length === 2) remove(args[1])
else if (args[0] === '--translate' && args[2] === '--file' && args.length === 4) translate(args[1], fromFile(args[3]))
else if (args[0] === '--translate' && args.length === 4) translate(args[1], { [args[2]]: args[3] })
else if (args.length === 3 && !args[0].startsWith('--')) set({ [args[0]]: [args[1], args[2]] })
else refuse('usage: node scripts/message.js KEY "text" "what it is for" (see the head of this file for more)')
