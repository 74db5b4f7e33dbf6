// load.php: the scripts and styles that pages of this wiki hold, for everybody and for one account. Nothing else is a module
// here: what the pages need besides stands in `assets/`.

import { timestampOf } from '../api/timestamps.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { upperFirst } from '../language/first-letter.ts'
import { NS } from '../pages/namespaces.ts'
import { latestTexts } from '../pages/page-text-store.ts'
import { configPage, makeTitle, type Title } from '../pages/title.ts'
import { isNameHidden } from '../users/block-store.ts'
import { canonicalUserName } from '../users/user-name.ts'
import { userByName } from '../users/user-store.ts'
import type { Wiki } from '../wiki.ts'

/** What a module is made of, and for which kind of answer. */
interface Module {
  readonly titles: readonly Title[]
  readonly kind: 'scripts' | 'styles'
}

const skin = 'palimpsest'
const seconds = 300

/** Answers `load.php?modules=site|user&only=scripts&user=Bob`. */
export async function answerLoad(wiki: Wiki, http: HttpRequest): Promise<HttpResponse> {
  const only = http.query.get('only')
  const kind = only === 'styles' ? 'styles' : 'scripts'
  if (!wiki.isPublic || (http.method !== 'GET' && http.method !== 'HEAD')) return answer(kind, '', 404, 0)
  const names = modulesIn(http.query.get('modules') ?? '')
  const user = await ownerOf(wiki, http.query.get('user'))
  const found = names.flatMap(name => {
    const module = isModule(name) ? modules[name](user) : undefined
    return module?.kind === kind ? [module] : []
  })
  const titles = found.flatMap(module => module.titles)
  const texts = await latestTexts(wiki.database.read, titles)
  const named = [...texts].map(([title, text]) => ({ name: wiki.nameOf(title), text }))
  const parts = titles.flatMap(title => {
    const part = named.find(one => one.name === wiki.nameOf(title))
    return part === undefined ? [] : [`/* ${part.name.replaceAll('*/', '* /')} */\n${part.text}\n`]
  })
  const unknown = names.filter(name => !isModule(name))
  const missing = unknown.length === 0 ? '' : `/* not here: ${unknown.join(' ').replace(/[^\w .-]/g, '?')} */\n`
  return answer(kind, missing + parts.join(''), 200, seconds)
}

/** `a.b,c|d` is `a.b`, `a.c` and `d`. */
const modulesIn = (text: string): string[] =>
  text
    .split('|')
    .flatMap(group => {
      const dot = group.lastIndexOf('.', group.includes(',') ? group.indexOf(',') : group.length)
      const [first = '', ...more] = group.slice(dot + 1).split(',')
      const prefix = group.slice(0, dot + 1)
      return [first, ...more].map(name => prefix + name)
    })
    .filter(name => name !== '')
    .slice(0, 50)

const site = (page: string): Title => makeTitle(NS.mediawiki, page)
const own = (user: string | undefined, page: string): Title[] =>
  user === undefined ? [] : [makeTitle(NS.user, `${user}/${page}`)]

/** By name; of an account, for whom they are. */
const modules = {
  site: () => module('scripts', [site('Common.js'), site(`${upperFirst(skin)}.js`)]),
  'site.styles': () => module('styles', [site('Common.css'), site(`${upperFirst(skin)}.css`)]),
  user: user => module('scripts', [...own(user, 'common.js'), ...own(user, `${skin}.js`)]),
  'user.styles': user => module('styles', [...own(user, 'common.css'), ...own(user, `${skin}.css`)]),
} as const satisfies Readonly<Record<string, (user: string | undefined) => Module>>
const isModule = (name: string): name is keyof typeof modules => Object.hasOwn(modules, name)

/** The modules that there are. */
export const moduleNames = Object.keys(modules)

/** Only pages that nobody but their owner and those who keep the interface may write. */
function module(kind: Module['kind'], titles: readonly Title[]): Module {
  const model = kind === 'scripts' ? 'javascript' : 'css'
  return { kind, titles: titles.filter(title => configPage(title)?.model === model) }
}

/**
 * The account whose own pages are asked for, as titles name it: a script of nobody would be anybody's. An account whose name
 * is hidden is as none, for everybody.
 */
async function ownerOf(wiki: Wiki, text: string | undefined): Promise<string | undefined> {
  const name = text === undefined ? undefined : canonicalUserName(text, wiki.titles)
  const user = name === undefined ? undefined : await userByName(wiki.database.read, name)
  if (user === undefined || (await isNameHidden(wiki.database.read, user.user_id, timestampOf(wiki.now()))))
    return undefined
  return user.user_name.replaceAll(' ', '_')
}

const answer = (kind: Module['kind'], body: string, status: number, age: number): HttpResponse => ({
  status,
  headers: {
    'Content-Type': kind === 'scripts' ? 'text/javascript; charset=utf-8' : 'text/css; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': age === 0 ? 'private, no-cache' : `public, s-maxage=${age}, max-age=${age}`,
  },
  body,
})
