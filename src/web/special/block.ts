// Special:Block and Special:Unblock: keeping somebody from changing the wiki, and letting them again.
import { canonicalIp, canonicalRange } from '../../access/ip.ts'
import { timestampOf } from '../../api/timestamps.ts'
import { fail, problem } from '../../errors.ts'
import type { HttpResponse } from '../../http/message.ts'
import { escapeWikitext } from '../../language/escape-wikitext.ts'
import { logEntries } from '../../logs/log-reader-store.ts'
import { type PageRow, pagesByIds, pagesByTitles, titleOfPage } from '../../pages/page-store.ts'
import { parseTitle, sameTitle, type Title } from '../../pages/title.ts'
import { placeBlock } from '../../users/block.ts'
import { blockOfTarget } from '../../users/block-store.ts'
import { blockedRowOf, blockTargetOf, userPageOf } from '../../users/block-target.ts'
import type { Block, BlockTarget } from '../../users/blocks.ts'
import { unblock as liftBlock } from '../../users/unblock.ts'
import { canonicalUserName } from '../../users/user-name.ts'
import { specialPath } from '../addresses.ts'
import { namespaceChoices } from '../change-lines.ts'
import { checkbox, hidden, hiddenToken, radioFields, reasonField, submitButton, textField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { type Html, html, nothing } from '../html.ts'
import { logList } from '../log-lines.ts'
import { noticeBox, problemsBox, successBox } from '../notices.ts'
import { sayTime } from '../pieces.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const block: SpecialPage = {
  group: 'users',
  isFor: viewer => viewer.may('block'),
  title: 'block',
  show: (visit, parameter) => show(visit, parameter, blocking),
}
export const unblock: SpecialPage = {
  group: 'users',
  isFor: viewer => viewer.may('block'),
  title: 'unblock',
  show: (visit, parameter) => show(visit, parameter, unblocking),
}

/** Whom it is about, and the block that is on them as far as the reader may know of it. */
interface Blocking {
  readonly target: BlockTarget
  readonly block: Block | undefined
}

interface BlockPage {
  readonly name: 'Block' | 'Unblock'
  readonly title: string
  form(visit: Visit, about: Blocking): Promise<Html>
  /** Does what was sent; throws what stands against it. */
  carryOut(visit: Visit, about: Blocking): Promise<Html>
}

async function show(visit: Visit, parameter: string, page: BlockPage): Promise<HttpResponse> {
  const performer = await visit.performer()
  performer.permit('block', { evenIfBlocked: true })
  const name = visit.text('wpTarget') ?? parameter
  if (name === '') return answer(visit, page, undefined, nothing, 200)
  const about = await blockingOf(visit, name)
  return answerForm(visit, {
    show: (above, status) => answer(visit, page, about, above, status),
    async carryOut() {
      const done = await page.carryOut(visit, about)
      return showSpecial(visit, page.name, about.target.name, {
        title: visit.say(page.title),
        body: html`${successBox(html`<p>${done}</p>`)}${await blockLog(visit, about.target)}`,
      })
    },
  })
}

async function blockingOf({ db, wiki, viewer, now }: Visit, name: string): Promise<Blocking> {
  const canonical = canonicalIp(name) ?? canonicalRange(name) ?? canonicalUserName(name, wiki.titles) ?? name
  const target = await blockTargetOf(db, canonical)
  const found = target.kind === 'nobody' ? undefined : await blockOfTarget(db, blockedRowOf(target), timestampOf(now))
  return { target, block: found?.hideName && !viewer.may('hideuser') ? undefined : found }
}

async function answer(
  visit: Visit,
  page: BlockPage,
  about: Blocking | undefined,
  above: Html,
  status: number,
): Promise<HttpResponse> {
  const body = about === undefined ? chooseTarget(visit, page) : await page.form(visit, about)
  const log = about === undefined ? nothing : await blockLog(visit, about.target)
  return showSpecial(visit, page.name, about?.target.name ?? '', {
    status,
    title: visit.say(page.title),
    body: html`${above}${body}${log}`,
  })
}

const chooseTarget = (visit: Visit, { name }: BlockPage): Html =>
  html`<form class="filters" action="${specialPath(visit.wiki, name)}">${hidden('title', `Special:${name}`)}
${textField({ name: 'wpTarget', label: visit.say('x-user-or-address'), required: true, focus: true })}
<button>${visit.say('x-show')}</button></form>`

/** What was done about them before. */
async function blockLog(visit: Visit, { name }: BlockTarget): Promise<Html> {
  const filter = { title: userPageOf(name), type: 'block' }
  const entries = await logEntries(visit.db, visit.viewer, filter, { direction: 'older' }, 10)
  if (entries.length === 0) return nothing
  return html`<h2>${visit.say('log-name-block')}</h2>${await logList(visit, entries)}`
}

const blocking: BlockPage = {
  name: 'Block',
  title: 'block',

  async form(visit, { target, block: known }) {
    const { wiki, viewer } = visit
    const isAccount = target.kind === 'account' || target.kind === 'nobody'
    const isFirst = !visit.wasPosted
    const box = (name: string, key: string, usual: boolean): Html =>
      checkbox(name, visit.say(key), isFirst ? usual : visit.isOn(name))
    const pages = known === undefined ? [] : await pagesByIds(visit.db, known.pages)
    const isPartial = isFirst ? known?.sitewide === false : visit.get('wpEditingRestriction') === 'partial'
    const named = isFirst
      ? pages.map(page => wiki.nameOf(titleOfPage(page))).join('\n')
      : (visit.get('wpPageRestrictions') ?? '')
    const told = known !== undefined && noticeBox(html`<p>${isBlocked(visit, target.name, known.expiry)}</p>`)
    return html`${told}<form id="blockform" method="post" action="${specialPath(wiki, 'Block', {}, target.name)}">${hiddenToken(visit)}
${hidden('wpReblock', known === undefined ? '' : '1')}
${textField({ name: 'wpTarget', label: visit.say('x-user-or-address'), value: target.name, required: true })}
${textField({ name: 'wpExpiry', label: visit.say('x-protect-expiry'), value: visit.get('wpExpiry') ?? (known?.expiry === 'infinity' ? 'infinite' : ''), help: visit.say('x-expiry-help') })}
${reasonField(visit, visit.get('wpReason') ?? known?.reason ?? '')}
${radioFields(
  'wpEditingRestriction',
  visit.say('x-block-what'),
  [
    { value: 'sitewide', label: visit.say('x-block-sitewide') },
    { value: 'partial', label: visit.say('x-block-partial') },
  ],
  isPartial ? 'partial' : 'sitewide',
)}
<div class="field"><label for="f-wpPageRestrictions">${visit.say('x-block-pages')}</label><textarea id="f-wpPageRestrictions" name="wpPageRestrictions" rows="3">
${named}</textarea></div>
<fieldset><legend>${visit.say('x-block-namespaces')}</legend><div class="inline-checks">${namespaceChoices(visit).map(
      ({ value, label }) =>
        checkbox(
          `wpNamespace-${value}`,
          label,
          isFirst ? known?.namespaces.includes(Number(value)) === true : visit.isOn(`wpNamespace-${value}`),
        ),
    )}</div></fieldset>
${box('wpCreateAccount', 'x-block-create-account', known?.createAccount ?? true)}${
  isAccount
    ? box('wpAutoBlock', 'x-block-autoblock', known?.autoblock ?? true)
    : box('wpHardBlock', 'x-block-hard', known !== undefined && !known.anonOnly)
}${box('wpDisableUTEdit', 'x-block-own-talk', known !== undefined && !known.allowUserTalk)}${
  isAccount && viewer.may('hideuser') && box('wpHideUser', 'x-block-hide-name', known?.hideName ?? false)
}
<div class="buttons">${submitButton(visit.say(known === undefined ? 'block' : 'x-block-change'))}${
      known !== undefined &&
      html`<a href="${specialPath(wiki, 'Unblock', {}, target.name)}">${visit.say('unblock')}</a>`
    }</div></form>`
  },

  async carryOut(visit, { target }) {
    const { wiki } = visit
    const performer = await visit.performer()
    const isPartial = visit.get('wpEditingRestriction') === 'partial'
    const namespaces = namespaceChoices(visit)
      .map(({ value }) => Number(value))
      .filter(id => visit.isOn(`wpNamespace-${id}`))
    const placed = await placeBlock(wiki, performer.permit('block', { evenIfBlocked: true }), {
      target,
      expiry: visit.text('wpExpiry') ?? 'infinite',
      reason: visit.get('wpReason') ?? '',
      anonOnly: !visit.isOn('wpHardBlock'),
      createAccount: visit.isOn('wpCreateAccount'),
      autoblock: visit.isOn('wpAutoBlock'),
      blockEmail: false,
      allowUserTalk: !visit.isOn('wpDisableUTEdit'),
      hideName: visit.isOn('wpHideUser'),
      reblock: visit.isOn('wpReblock'),
      partial: isPartial ? { pages: await pagesNamed(visit), namespaces } : undefined,
      tags: [],
    })
    return html`${isBlocked(visit, placed.target, placed.expiry)}`
  },
}

const isBlocked = (visit: Visit, name: string, expiry: string): string =>
  visit.say('x-is-blocked', name, expiry === 'infinity' ? visit.say('infiniteblock') : sayTime(visit, expiry))

/** The pages of a partial block, one a line. Throws what is no page. */
async function pagesNamed(visit: Visit): Promise<PageRow[]> {
  const lines = (visit.get('wpPageRestrictions') ?? '').split('\n').map(line => line.trim())
  const titles: Title[] = []
  for (const line of lines.filter(one => one !== '')) {
    const parsed = parseTitle(line, visit.wiki.titles)
    if (!parsed.ok) throw fail('apierror-invalidtitle', [escapeWikitext(line)])
    titles.push(parsed.title)
  }
  const rows = await pagesByTitles(visit.db, titles)
  for (const title of titles) {
    if (!rows.some(row => sameTitle(titleOfPage(row), title))) throw fail('apierror-missingtitle', [])
  }
  return rows
}

const unblocking: BlockPage = {
  name: 'Unblock',
  title: 'unblock',

  async form(visit, { target, block: known }) {
    const { wiki } = visit
    if (known === undefined) {
      const none = problem('ipb_cant_unblock', [escapeWikitext(target.name)])
      return html`${visit.wasPosted ? nothing : await problemsBox(visit, [none])}${chooseTarget(visit, unblocking)}`
    }
    return html`<form id="unblockform" method="post" action="${specialPath(wiki, 'Unblock', {}, target.name)}">${hiddenToken(visit)}${hidden('wpTarget', target.name)}
<p>${visit.say('x-unblock-whom', target.name)}</p>${reasonField(visit, visit.get('wpReason') ?? '')}
<div class="buttons">${submitButton(visit.say('unblock'))}</div></form>`
  },

  async carryOut(visit, { target }) {
    const performer = await visit.performer()
    const permit = performer.permit('block', { evenIfBlocked: true })
    await liftBlock(visit.wiki, permit, { of: target, reason: visit.get('wpReason') ?? '', tags: [] })
    return html`${visit.say('x-is-unblocked', target.name)}`
  },
}
