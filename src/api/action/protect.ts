// action=protect: changes who may edit, move or create a page.
import { fail } from '../../errors.ts'
import type { PageId } from '../../ids.ts'
import { NS } from '../../pages/namespaces.ts'
import { mayGiveLevel, permitToProtect, protectPage, restrictionTypes } from '../../pages/protect.ts'
import type { Title } from '../../pages/title.ts'
import { type Expiry, parseExpiry } from '../expiry.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { titleOrPageId } from '../page-of.ts'
import { p } from '../params.ts'
import { list } from '../result.ts'
import { isoExpiry } from '../timestamps.ts'
import { watchAfterChange, watchChoiceOf, watchParams } from '../watch-params.ts'

export const protect = defineModule({
  path: 'protect',
  mode: 'write',
  params: {
    title: p.string(),
    pageid: p.id<PageId>()(),
    protections: p.string({ multi: true, required: true }),
    expiry: p.string({ multi: true, default: 'infinite', allowsDuplicates: true }),
    reason: p.string({ default: '' }),
    tags: p.tags(),
    cascade: p.boolean(),
    watch: p.boolean({ deprecated: true }),
    ...watchParams,
    token: p.token('csrf'),
  },
  exactlyOne: [['title', 'pageid']],
  examples: {
    'action=protect&title=Main%20Page&token=123ABC&protections=edit=sysop|move=sysop&cascade=&expiry=20070901163000|never':
      'apihelp-protect-example-protect',
    'action=protect&title=Main%20Page&token=123ABC&protections=edit=all|move=all&reason=Lifting%20restrictions':
      'apihelp-protect-example-unprotect',
    'action=protect&title=Main%20Page&token=123ABC&protections=&reason=Lifting%20restrictions':
      'apihelp-protect-example-unprotect2',
  },

  async run(context, { protections, expiry, reason, tags, cascade, watch, watchlist, ...named }) {
    const { wiki, performer } = context
    const title = await titleOrPageId(context, named)
    const { permit, page } = await permitToProtect(wiki, performer, title)
    if (expiry.length !== 1 && expiry.length !== protections.length) {
      throw fail('apierror-toofewexpiries', [expiry.length, protections.length])
    }
    const read = protections.map((text, index) => ({
      ...readProtection(context, text, title, page !== undefined),
      expiry: readExpiry((expiry.length === 1 ? expiry[0] : expiry[index]) ?? 'infinite', context.now),
    }))
    const asked = read.map(one => ({ ...one, level: one.level ?? '' }))
    const done = await protectPage(wiki, permit, { title, protections: asked, cascade, reason, tags })
    await watchAfterChange(context, { title, choice: watchChoiceOf({ watch, watchlist }) })
    return {
      title: wiki.nameOf(title),
      reason,
      ...(done.cascade ? { cascade: true } : {}),
      protections: list(
        'protection',
        read.map(one => ({ [one.type]: one.level, expiry: isoExpiry(one.expiry) })),
      ),
    }
  },
})

/** A level of null is one that was not named: it lifts the protection, and is answered as it came. */
function readProtection(
  { performer }: WriteContext,
  text: string,
  title: Title,
  exists: boolean,
): { type: string; level: string | null } {
  const [type = '', asked] = text.split('=')
  if (exists && type === 'create') throw fail('apierror-create-titleexists', [])
  if (!exists && type !== 'create') throw fail('apierror-missingtitle-createonly', [])
  if (!restrictionTypes.includes(type) || (type === 'upload' && title.namespace !== NS.file)) {
    throw fail('apierror-protect-invalidaction', [type])
  }
  const level = asked === 'all' ? '' : (asked ?? null)
  if (level !== null && !mayGiveLevel(performer.viewer, level)) throw fail('apierror-protect-invalidlevel', [level])
  return { type, level }
}

function readExpiry(text: string, now: Date): Expiry {
  const parsed = parseExpiry(text, now)
  if (parsed.ok) return parsed.expiry
  throw parsed.reason === 'past' ? fail('apierror-pastexpiry', [text]) : fail('apierror-invalidexpiry', [text])
}
