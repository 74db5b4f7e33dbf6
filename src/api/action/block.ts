// action=block: keeps somebody from changing the wiki, or a part of it.
import { fail } from '../../errors.ts'
import type { UserId } from '../../ids.ts'
import { type PageRow, pagesByTitles, titleOfPage } from '../../pages/page-store.ts'
import { sameTitle, type Title } from '../../pages/title.ts'
import { placeBlock } from '../../users/block.ts'
import { blockTargetOf } from '../../users/block-target.ts'
import type { BlockTarget } from '../../users/blocks.ts'
import { userById } from '../../users/user-store.ts'
import { watchUser } from '../../users/watch-user.ts'
import { defineModule, type ReadContext } from '../module.ts'
import { checkGroups } from '../parameter-groups.ts'
import { splitMulti } from '../parameter-reader.ts'
import { p } from '../params.ts'
import { list } from '../result.ts'
import { isoExpiry } from '../timestamps.ts'

export const block = defineModule({
  path: 'block',
  mode: 'write',
  params: {
    user: p.user({ allow: ['name', 'ip', 'temp', 'cidr', 'id'] }),
    userid: p.id<UserId>()({ deprecated: true }),
    expiry: p.string({ default: 'never' }),
    reason: p.string({ default: '' }),
    anononly: p.boolean(),
    nocreate: p.boolean(),
    autoblock: p.boolean(),
    noemail: p.boolean(),
    hidename: p.boolean(),
    allowusertalk: p.boolean(),
    reblock: p.boolean(),
    watchuser: p.boolean(),
    tags: p.tags(),
    partial: p.boolean(),
    pagerestrictions: p.title({ multi: true, lowLimit: 10, highLimit: 10, extra: { mustExist: true } }),
    namespacerestrictions: p.namespace({ multi: true }),
    token: p.token('csrf'),
  },
  examples: {
    'action=block&user=192.0.2.5&expiry=3%20days&reason=First%20strike&token=123ABC': 'apihelp-block-example-ip-simple',
    'action=block&user=Vandal&expiry=never&reason=Vandalism&nocreate=&autoblock=&noemail=&token=123ABC':
      'apihelp-block-example-user-complex',
  },

  async run(context, params) {
    const { wiki, performer } = context
    const pages = await existingPages(context, params.pagerestrictions ?? [])
    const namespaces = params.namespacerestrictions ?? []
    const permit = performer.permit('block', { evenIfBlocked: true })
    // As MediaWiki: whom to block is asked only of who may.
    const named = (['user', 'userid'] as const).filter(name => params[name] !== undefined)
    checkGroups({ exactlyOne: [['user', 'userid']] }, new Set(named))
    const target = await targetNamed(context, params)
    // No account here sends e-mail to another, so that nobody can be kept from it.
    if (params.noemail) throw fail('apierror-cantblock-email', [])
    const placed = await placeBlock(wiki, permit, {
      target,
      expiry: params.expiry,
      reason: params.reason,
      anonOnly: params.anononly,
      createAccount: params.nocreate,
      autoblock: params.autoblock,
      blockEmail: params.noemail,
      allowUserTalk: params.allowusertalk,
      hideName: params.hidename,
      reblock: params.reblock,
      partial: params.partial ? { pages, namespaces } : undefined,
      tags: params.tags,
    })
    if (params.watchuser) await watchUser(wiki, performer, placed.target)
    return {
      user: placed.target,
      userID: placed.userId,
      expiry: isoExpiry(placed.expiry),
      id: placed.id,
      reason: params.reason,
      anononly: params.anononly,
      nocreate: params.nocreate,
      autoblock: params.autoblock,
      noemail: params.noemail,
      hidename: placed.hideName,
      allowusertalk: params.allowusertalk,
      watchuser: params.watchuser,
      partial: params.partial,
      pagerestrictions:
        pages.length === 0
          ? null
          : list(
              '_v',
              pages.map(page => wiki.nameOf(titleOfPage(page))),
            ),
      namespacerestrictions: namespaces.length === 0 ? null : list('_v', namespaces),
    }
  },
})

/** The pages of these titles, each once. Throws `missingtitle` for a title without a page. */
async function existingPages({ db, request }: ReadContext, titles: readonly Title[]): Promise<PageRow[]> {
  const rows = await pagesByTitles(db, titles)
  const pages = new Map<number, PageRow>()
  for (const [index, title] of titles.entries()) {
    const page = rows.find(row => sameTitle(titleOfPage(row), title))
    if (page === undefined) {
      const typed = splitMulti(request.values.get('pagerestrictions') ?? '')[index] ?? ''
      throw fail('paramvalidator-missingtitle', [{ plaintext: 'pagerestrictions' }, { plaintext: typed }])
    }
    pages.set(page.page_id, page)
  }
  return [...pages.values()]
}

/** Throws `nosuchuserid`; that a name has no account is said only after all else was checked. */
export async function targetNamed(
  { db }: Pick<ReadContext, 'db'>,
  given: { readonly user?: string | undefined; readonly userid?: UserId | undefined },
): Promise<BlockTarget> {
  if (given.user !== undefined) return blockTargetOf(db, given.user)
  const id = given.userid as UserId
  const user = await userById(db, id)
  if (user === undefined) throw fail('apierror-nosuchuserid', [id])
  return { kind: 'account', userId: user.user_id, name: user.user_name }
}
