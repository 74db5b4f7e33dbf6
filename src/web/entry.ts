// The doors of the web pages: index.php and the addresses of pages. Finds out what is asked for and shows it.
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import type { PageId } from '../ids.ts'
import { NS } from '../pages/namespaces.ts'
import { pageById, titleOfPage } from '../pages/page-store.ts'
import { specialPageOf } from '../pages/special-page-names.ts'
import { makeTitle, parseTitle, prefixedDbKey, type Title } from '../pages/title.ts'
import type { Wiki } from '../wiki.ts'
import { articlePath, queryString } from './addresses.ts'
import { showCaptchaImage } from './captcha.ts'
import { html } from './html.ts'
import { pageHeaders } from './layout.ts'
import { isFailure, showFailure, showMessage } from './notices.ts'
import { redirectTo } from './redirect.ts'
import { isToldOfMessages } from './seen.ts'
import { specialPages } from './special/registry.ts'
import { mainPageOf } from './subject.ts'
import { diffAsked } from './views/diff.ts'
import { isAction, views } from './views/registry.ts'
import { beginVisit, isAsPublic, type Visit } from './visit.ts'

/** Answers `index.php`. */
export const answerIndex = (wiki: Wiki, request: HttpRequest): Promise<HttpResponse> => answer(wiki, request)

/** Answers `/wiki/Title` and `/`. */
export const answerPage = (wiki: Wiki, request: HttpRequest): Promise<HttpResponse> => answer(wiki, request)

/** What a visit asks for, without any title: that could be a secret itself. */
function whatWasAsked(visit: Visit): string {
  const special = /^special:(.+)/i.exec(visit.get('title') ?? visit.http.pathInfo)?.[1]
  if (special !== undefined) return `page Special:${specialPageOf(special.replaceAll(' ', '_'))?.name ?? ''}`
  if (diffAsked(visit)) return 'page diff'
  const action = (visit.get('action') ?? 'view').toLowerCase()
  return `page ${isAction(action) ? action : ''}`
}

const methods = ['GET', 'HEAD', 'POST']

async function answer(wiki: Wiki, request: HttpRequest): Promise<HttpResponse> {
  if (!methods.includes(request.method)) {
    return {
      status: 405,
      headers: { Allow: methods.join(', '), 'Content-Type': 'text/plain; charset=utf-8' },
      body: '',
    }
  }
  const visit = await beginVisit(wiki, request)
  visit.hasMessages = await isToldOfMessages(visit)
  const response = await answerVisit(visit)
  await wiki.lookBook.keep(visit.viewer, whatWasAsked(visit), visit.now)
  // Who reads as the public keeps their own session: that of this visit is thrown away.
  return isAsPublic(request) ? response : { ...response, cookies: visit.session.cookies }
}

async function answerVisit(visit: Visit): Promise<HttpResponse> {
  let at = mainPageOf(visit.wiki)
  try {
    const asked = await titleAsked(visit)
    if (!('title' in asked)) return asked
    at = asked.title
    return await show(visit, at)
  } catch (error) {
    if (isFailure(error)) return showFailure(visit, at, error)
    visit.wiki.log.error({ err: error, path: visit.http.path }, 'a page failed by a defect')
    return showMessage(visit, { at, status: 500, title: visit.say('internalerror'), text: visit.tell('x-defect') })
  }
}

/** The page that an address names; or where it should have been asked for. */
async function titleAsked(visit: Visit): Promise<{ title: Title } | HttpResponse> {
  const { wiki, http } = visit
  const curid = visit.id('curid')
  if (curid !== undefined && curid > 0) {
    const row = await pageById(visit.db, curid as PageId)
    if (row !== undefined) return { title: titleOfPage(row) }
  }
  const text = visit.get('title') ?? http.pathInfo
  if (text === '') {
    const main = mainPageOf(wiki)
    // As MediaWiki: an address without anything is that of the first page.
    return http.query.size === 0 && !visit.wasPosted ? redirectTo(articlePath(wiki, main)) : { title: main }
  }
  const parsed = parseTitle(text, wiki.titles)
  if (!parsed.ok) return showBadTitle(visit)
  const { title } = parsed
  if (title.interwiki !== '' || title.dbKey === '') return showBadTitle(visit)
  if (title.namespace === NS.media) return redirectTo(articlePath(wiki, makeTitle(NS.file, title.dbKey)))
  return spelledRight(visit, title) ? { title } : redirectTo(pathWithQuery(visit, title), 301)
}

/** Whether a page that is read at its own address is named there as it names itself. */
function spelledRight({ wiki, http, wasPosted }: Visit, title: Title): boolean {
  if (wasPosted || http.query.has('title') || title.namespace < 0) return true
  return http.pathInfo === prefixedDbKey(title, wiki.titles.namespaces)
}

function pathWithQuery({ wiki, http }: Visit, title: Title): string {
  const query = queryString(Object.fromEntries([...http.query.names()].map(name => [name, http.query.get(name)])))
  return articlePath(wiki, title) + (query === '' ? '' : `?${query}`)
}

const showBadTitle = (visit: Visit): HttpResponse =>
  showMessage(visit, {
    at: makeTitle(NS.special, 'Badtitle'),
    status: 404,
    title: visit.say('badtitle'),
    text: visit.tell('badtitletext'),
  })

/** Special pages that a wiki which not everybody may read shows to everybody. */
const alwaysOpen = ['UserLogin', 'UserLogout', 'CreateAccount']

async function show(visit: Visit, title: Title): Promise<HttpResponse> {
  if (isCaptchaImage(visit, title)) return showCaptchaImage(visit)
  const special = title.namespace === NS.special ? specialPageOf(title.dbKey) : undefined
  if (!visit.viewer.may('read') && !(special && alwaysOpen.includes(special.name))) return showUnreadable(visit, title)
  if (title.namespace === NS.special) {
    if (visit.get('action') === 'raw') return refuseRaw(visit)
    if (special === undefined) {
      return showMessage(visit, {
        at: title,
        status: 404,
        title: visit.say('nosuchspecialpage'),
        text: visit.tell('nospecialpagetext'),
      })
    }
    return specialPages[special.name].show(visit, special.parameter)
  }
  const action = (visit.get('action') ?? 'view').toLowerCase()
  if (action === 'view' && diffAsked(visit)) return views.diff(visit, title)
  if (isAction(action)) return views[action](visit, title)
  return showMessage(visit, {
    at: title,
    status: 404,
    title: visit.say('nosuchaction'),
    text: visit.tell('nosuchactiontext'),
  })
}

/** An address and no page: it is in no list of special pages. */
const isCaptchaImage = ({ wiki }: Visit, { namespace, dbKey }: Title): boolean =>
  wiki.captcha.isOn && namespace === NS.special && dbKey === 'Captcha/image'

function showUnreadable(visit: Visit, title: Title): HttpResponse {
  return showMessage(visit, {
    at: title,
    status: 403,
    title: visit.say('permissionserrors'),
    text: html`${visit.tell('badaccess-group0')}`,
  })
}

/** A script that was asked for as the text of a special page is never answered by a page that a browser could run. */
function refuseRaw({ http, language }: Visit): HttpResponse {
  const headers = { ...pageHeaders(http, language), 'Content-Type': 'text/plain; charset=utf-8' }
  return { status: 403, headers, body: '' }
}
