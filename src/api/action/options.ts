// action=options: changes one's own preferences.

import type { Viewer } from '../../access/viewer.ts'
import { Failure, fail, problem } from '../../errors.ts'
import type { UserId } from '../../ids.ts'
import { changePreferences } from '../../users/change-preferences.ts'
import { preferenceKinds } from '../../users/preference-kinds.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

export const options = defineModule({
  path: 'options',
  mode: 'write',
  params: {
    reset: p.boolean(),
    resetkinds: p.oneOf(preferenceKinds, { multi: true, default: 'all' }),
    change: p.string({ multi: true }),
    optionname: p.string(),
    optionvalue: p.string(),
    global: p.oneOf(['ignore', 'update', 'override'], { default: 'ignore' }),
    token: p.token('csrf'),
  },
  examples: {
    'action=options&reset=&token=123ABC': 'apihelp-options-example-reset',
    'action=options&change=skin=vector|hideminor=1&token=123ABC': 'apihelp-options-example-change',
    'action=options&reset=&change=skin=monobook&optionname=nickname&optionvalue=[[User:Beau|Beau]]%20([[User_talk:Beau|talk]])&token=123ABC':
      'apihelp-options-example-complex',
  },

  async run({ wiki, viewer, request, warn }, params) {
    const user = requireAccount(viewer)
    if (params.optionvalue !== undefined && params.optionname === undefined) {
      throw new Failure([{ ...problem('apierror-missingparam', ['optionname']), code: 'nooptionname' }])
    }
    const reset = params.reset ? params.resetkinds : []
    const changes = changesOf(params)
    if (reset.length === 0 && changes.size === 0) throw fail('apierror-nochanges', [])
    for (const { name, why } of await changePreferences(wiki, user, { reset, changes })) {
      // As MediaWiki: these two are put into words before they are told.
      const inWords = why.key === 'badsiglength' || why.key === 'timezone-invalid'
      const because = inWords ? wiki.messages.plain(why, request.language) : { message: why }
      warn({ key: 'apiwarn-validationfailed', params: [name, because] })
    }
    // The language of what follows may be another one.
    wiki.accounts.forget()
    return 'success'
  },
})

/** Throws `notloggedin`, `permissiondenied`. */
function requireAccount(viewer: Viewer): UserId {
  const action = { message: { key: 'action-editmyoptions', params: [] } }
  if (viewer.userId === 0) {
    throw new Failure([{ ...problem('apierror-mustbeloggedin', [action]), code: 'notloggedin' }])
  }
  if (!viewer.may('editmyoptions')) throw fail('apierror-permissiondenied', [action])
  return viewer.userId
}

/** `name=value` sets a preference; a name alone gives it its default. The last of several counts. */
function changesOf(params: {
  readonly change?: readonly string[] | undefined
  readonly optionname?: string | undefined
  readonly optionvalue?: string | undefined
}): Map<string, string | null> {
  const changes = new Map<string, string | null>()
  for (const one of params.change ?? []) {
    const equals = one.indexOf('=')
    changes.set(equals < 0 ? one : one.slice(0, equals), equals < 0 ? null : one.slice(equals + 1))
  }
  if (params.optionname !== undefined) changes.set(params.optionname, params.optionvalue ?? null)
  return changes
}
