// What somebody is told before they edit a page: what kind of page it is, what protects it, who will see their address.

import { isIp } from '../access/ip.ts'
import type { PageState } from '../access/page-permissions.ts'
import type { Viewer } from '../access/viewer.ts'
import { timestampOf } from '../api/timestamps.ts'
import type { MessageParam } from '../language/messages.ts'
import type { Reader } from '../storage/database.ts'
import { blocksOnUsers } from '../users/block-store.ts'
import { userByName } from '../users/user-store.ts'
import type { Wiki } from '../wiki.ts'
import { presentHtml } from '../wikitext/index.ts'
import { lastDeletion } from './deletion-store.ts'
import { NS } from './namespaces.ts'
import { scriptPathOf } from './page-address.ts'
import { pageByTitle } from './page-store.ts'
import { latestTexts } from './page-text-store.ts'
import { sourceHtml } from './shown-content.ts'
import { canExist, configPage, makeTitle, parseTitle, prefixedDbKey, rootText, type Title } from './title.ts'
import { expandContextOf } from './wikitext-context.ts'

/** Somebody about to edit a page. */
export interface Editing {
  readonly state: PageState
  /** Whether they start from a revision that is not the latest. */
  readonly isOld: boolean
  readonly viewer: Viewer
  /** Of who is told. */
  readonly language: string
  readonly now: Date
  /** The page that says what to say of a missing page instead, as somebody typed it. */
  readonly custom: string | undefined
}

/** What they are told, in order: HTML by what it is about, mostly the key of a message. */
export async function editIntro(wiki: Wiki, db: Reader, editing: Editing): Promise<Map<string, string>> {
  const { viewer, state, language } = editing
  const say = (key: string, ...params: MessageParam[]): string => wiki.messages.html({ key, params }, language)
  const intro = new Map<string, string>()
  const tell = (key: string, ...params: MessageParam[]) => intro.set(key, boxed(`mw-${key}`, say(key, ...params)))

  if (editing.isOld) tell('editingold')
  const kinds = codeNotes(state.title, viewer)
  if (kinds.length > 0)
    intro.set('code-editing-intro', boxed('mw-code-editing-intro', kinds.map(key => say(key)).join(' ')))
  const owner = await unknownOwner(wiki, db, editing)
  if (owner !== undefined) tell('userpage-userdoesnotexist', { plaintext: owner })
  const custom = await customIntro(wiki, db, editing)
  if (custom !== undefined) intro.set('editintro', boxed('mw-editintro', custom))
  else if (state.id === 0) tell(viewer.isRegistered ? 'newarticletext' : 'newarticletextanon')
  if (state.id === 0 && (await lastDeletion(db, state.title)) !== undefined) tell('recreate-moveddeleted-warn')
  for (const [key, html] of await notices(wiki, db, editing)) intro.set(key, boxed(`mw-${key}`, html))
  if (!viewer.isRegistered) tell('anoneditwarning', ...entrances(wiki, state.title))
  for (const key of protectionWarnings(state)) tell(key)
  return intro
}

const boxed = (name: string, html: string): string => `<div class="${name.replace(/[^\w-]/g, '_')}">${html}</div>`

/** Messages of pages that are code or texts of the interface. */
function codeNotes(title: Title, viewer: Viewer): string[] {
  if (title.namespace === NS.mediawiki) return ['editinginterface']
  const config = configPage(title)
  if (config?.of !== 'user') return []
  const name = { css: 'css', javascript: 'js', json: 'json' }[config.model]
  const isOwn = viewer.isRegistered && title.dbKey.startsWith(`${viewer.name.replaceAll(' ', '_')}/`)
  return [...(isOwn ? [`user${name}ispublic`] : []), ...(name === 'js' ? ['userjsdangerous'] : [])]
}

/** The name in the title of a user's page that nobody has, as far as the viewer may know. */
async function unknownOwner(
  { titles }: Wiki,
  db: Reader,
  { state, viewer, now }: Editing,
): Promise<string | undefined> {
  const { title } = state
  if (title.namespace !== NS.user && title.namespace !== NS.userTalk) return undefined
  const name = rootText(title, titles.namespaces)
  if (isIp(name)) return undefined
  const user = await userByName(db, name)
  if (user === undefined) return name
  if (viewer.may('hideuser')) return undefined
  const blocks = await blocksOnUsers(db, [user.user_id], timestampOf(now))
  return blocks.some(block => block.hideName) ? name : undefined
}

async function customIntro(wiki: Wiki, db: Reader, editing: Editing): Promise<string | undefined> {
  if (editing.custom === undefined || !editing.viewer.may('read')) return undefined
  const parsed = parseTitle(editing.custom, wiki.titles)
  if (!parsed.ok || !canExist(parsed.title) || (await pageByTitle(db, parsed.title)) === undefined) return undefined
  const html = await rendered(wiki, editing, `{{:${wiki.nameOf(parsed.title)}}}`)
  // As MediaWiki: what is one paragraph stands in the box as it is.
  return /^<p>((?:(?!<p[ >])[\s\S])*?)\n?<\/p>\s*$/.exec(html)?.[1] ?? html
}

/** What pages of the MediaWiki namespace say of all pages of a namespace, or of this one and those under it. */
async function notices(wiki: Wiki, db: Reader, editing: Editing): Promise<Map<string, string>> {
  const { title } = editing.state
  const keys = [`editnotice-${title.namespace}`]
  if (wiki.titles.namespaces.byId.get(title.namespace)?.subpages) {
    const parts = title.dbKey.split('/')
    for (let length = 1; length <= parts.length; length++) {
      keys.push(`editnotice-${title.namespace}-${parts.slice(0, length).join('-')}`)
    }
  } else {
    keys.push(`editnotice-${title.namespace}-${title.dbKey.replaceAll('/', '-')}`)
  }
  const pages = keys.map(key => makeTitle(NS.mediawiki, `E${key.slice(1)}`))
  const texts = new Map([...(await latestTexts(db, pages))].map(([at, text]) => [at.dbKey, text]))
  const shown = new Map<string, string>()
  for (const [index, key] of keys.entries()) {
    const text = texts.get(pages[index]?.dbKey ?? '')?.trim()
    if (text !== undefined && text !== '' && text !== '-') shown.set(key, await rendered(wiki, editing, text))
  }
  return shown
}

async function rendered(wiki: Wiki, { state, now }: Editing, text: string): Promise<string> {
  try {
    return presentHtml(await wiki.renderer.render(text, expandContextOf(wiki, state.title, now)), { toc: 'none' })
  } catch (error) {
    // Nobody is kept from editing by what stands above the text.
    wiki.log.error({ err: error, title: wiki.nameOf(state.title) }, 'an edit notice could not be rendered')
    return sourceHtml(text)
  }
}

/** Where to log in and where to create an account. */
const entrances = ({ config, titles }: Wiki, title: Title): MessageParam[] =>
  ['UserLogin', 'CreateAccount'].map(name => {
    const query = `returnto=${encodeURIComponent(prefixedDbKey(title, titles.namespaces))}`
    return config.server + scriptPathOf(makeTitle(NS.special, name), query, titles.namespaces, config)
  })

function protectionWarnings({ restrictions, titleProtection, cascadeSources }: PageState): string[] {
  const edit = restrictions.filter(one => one.type === 'edit')
  const keys: string[] = []
  if (edit.length > 0) {
    const isSemi = edit.every(one => one.level === 'autoconfirmed')
    keys.push(isSemi ? 'semiprotectedpagewarning' : 'protectedpagewarning')
  }
  if (cascadeSources !== undefined && cascadeSources.length > 0) keys.push('cascadeprotectedwarning')
  if (titleProtection !== undefined) keys.push('titleprotectedwarning')
  return keys
}
