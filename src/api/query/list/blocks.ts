// list=blocks: who is kept from doing what.
import { canonicalIp, canonicalRange, ipHexRange, ipOfHex, ipPrefix, isIpOrRange } from '../../../access/ip.ts'
import { fail } from '../../../errors.ts'
import type { BlockId, PageId } from '../../../ids.ts'
import { type PageRow, pagesByIds, titleOfPage } from '../../../pages/page-store.ts'
import { type BlocksFilter, blocksInWindow } from '../../../users/block-list-store.ts'
import type { Block } from '../../../users/blocks.ts'
import { usersByNames } from '../../../users/user-store.ts'
import { checkShow, either } from '../../list-filters.ts'
import { defineList, prop, timeKey, windowOf, windowParams } from '../../listing.ts'
import type { QueryContext } from '../../module.ts'
import { p } from '../../params.ts'
import { list, type Tree } from '../../result.ts'
import { isoExpiry, isoTimestamp, type Timestamp, timestampOf } from '../../timestamps.ts'

export const blocks = defineList({
  path: 'query+blocks',
  cache: 'private',
  prefix: 'bk',
  item: 'block',
  params: {
    ...windowParams,
    ids: p.id<BlockId>()({ multi: true }),
    users: p.user({ multi: true, allow: ['name', 'ip', 'temp', 'cidr'] }),
    ip: p.string(),
    limit: p.limit({ default: 10 }),
    prop: p.oneOf(
      ['id', 'user', 'userid', 'by', 'byid', 'timestamp', 'expiry', 'reason', 'range', 'flags', 'restrictions'],
      { multi: true, default: 'id|user|by|timestamp|expiry|reason|flags' },
    ),
    show: p.oneOf(['account', '!account', 'temp', '!temp', 'ip', '!ip', 'range', '!range'], { multi: true }),
    continue: p.string(),
  },
  atMostOne: [['users', 'ip']],
  examples: {
    'action=query&list=blocks': 'apihelp-query+blocks-example-simple',
    'action=query&list=blocks&bkusers=Alice|Bob': 'apihelp-query+blocks-example-users',
  },

  async find(context, given, limit): Promise<Block[]> {
    const { db, viewer, now } = context
    const window = windowOf(given)
    const show = new Set<string>(given.show ?? [])
    checkShow(show, viewer)
    const filter: BlocksFilter = {
      ids: given.ids?.length ? given.ids : undefined,
      targets: given.users?.length ? await targetsOf(context, given.users) : undefined,
      covering: given.ip === undefined ? undefined : readIp(given.ip),
      account: either(show, 'account'),
      ip: either(show, 'ip'),
      range: either(show, 'range'),
      temporary: either(show, 'temp'),
      hidden: viewer.may('hideuser'),
    }
    return blocksInWindow(db, filter, window, { limit, now: timestampOf(now) })
  },
  continueAt: timeKey,
  props: {
    id: prop<Block>({ show: ({ id }) => ({ id }) }),
    // Whose address an autoblock is on, nobody learns.
    user: prop<Block>({ show: block => (block.isAuto ? {} : { user: block.target }) }),
    userid: prop<Block>({ show: block => (block.isAuto ? {} : { userid: block.userId }) }),
    by: prop<Block>({ show: ({ by }) => ({ by }) }),
    byid: prop<Block>({ show: ({ byUserId }) => ({ byid: byUserId }) }),
    timestamp: prop<Block>({ show: ({ timestamp }) => ({ timestamp: isoTimestamp(timestamp as Timestamp) }) }),
    expiry: prop<Block>({
      show: ({ expiry }) => ({ expiry: isoExpiry(expiry as Timestamp | 'infinity', 'infinity') }),
    }),
    reason: prop<Block>({ show: ({ reason }) => ({ reason }) }),
    range: prop<Block>({ show: showRange }),
    flags: prop<Block>({
      show: block => ({
        automatic: block.isAuto,
        anononly: block.anonOnly,
        nocreate: block.createAccount,
        autoblock: block.autoblock,
        noemail: block.blockEmail,
        hidden: block.hideName,
        allowusertalk: block.allowUserTalk,
        partial: !block.sitewide,
      }),
    }),
    restrictions: prop<Block, ReadonlyMap<PageId, PageRow>>({
      needs: restrictedPages,
      show: (block, _viewer, pages, { nameOf }) => ({
        restrictions: block.sitewide ? list('restriction', []) : showRestrictions(block, pages, nameOf),
      }),
    }),
  },
})

async function targetsOf({ db }: QueryContext, names: readonly string[]): Promise<BlocksFilter['targets']> {
  const addresses = names.filter(isIpOrRange)
  const users = await usersByNames(
    db,
    names.filter(name => !isIpOrRange(name)),
  )
  return { accounts: users.map(user => user.user_id), addresses }
}

/** The widest ranges that can be blocked. */
const widest = { 4: 16, 6: 19 } as const

/** Throws `param_ip`, `cidrtoobroad`. */
function readIp(text: string): NonNullable<BlocksFilter['covering']> {
  const canonical = canonicalIp(text) ?? canonicalRange(text)
  const range = canonical === undefined ? undefined : ipHexRange(canonical)
  const size = canonical === undefined ? undefined : ipPrefix(canonical)
  if (range === undefined || size === undefined) throw fail('apierror-badip', [])
  const limit = widest[size.version]
  if (size.prefix < limit) throw fail('apierror-cidrtoobroad', [`IPv${size.version}`, limit])
  return range
}

function showRange(block: Block): Tree {
  if (block.isAuto || block.userId !== 0 || !block.target.includes('/')) return {}
  const range = ipHexRange(block.target)
  return range === undefined ? {} : { rangestart: ipOfHex(range.start), rangeend: ipOfHex(range.end) }
}

async function restrictedPages({ db }: QueryContext, rows: readonly Block[]): Promise<ReadonlyMap<PageId, PageRow>> {
  const pages = await pagesByIds(db, [...new Set(rows.flatMap(block => block.pages))])
  return new Map(pages.map(page => [page.page_id, page]))
}

function showRestrictions(
  block: Block,
  pages: ReadonlyMap<PageId, PageRow>,
  nameOf: (title: ReturnType<typeof titleOfPage>) => string,
): Tree {
  const shown = block.pages.flatMap(id => {
    const page = pages.get(id)
    return page === undefined ? [] : [{ id, ns: page.page_namespace, title: nameOf(titleOfPage(page)) }]
  })
  return {
    ...(shown.length === 0 ? {} : { pages: list('page', shown) }),
    ...(block.namespaces.length === 0 ? {} : { namespaces: list('ns', block.namespaces) }),
  }
}
