// action=logout: ends the session.
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

export const logout = defineModule({
  path: 'logout',
  mode: 'session',
  token: 'csrf',
  mustBePosted: true,
  isWrite: true,
  needsRead: false,
  params: { token: p.token('csrf') },
  examples: { 'action=logout&token=123ABC': 'apihelp-logout-example-logout' },

  async run({ wiki, viewer, session, warn }) {
    if (viewer.isRegistered) await wiki.sessions.logOut(session)
    else warn({ key: 'apierror-mustbeloggedin-generic', params: [] }, 'notloggedin')
    return undefined
  },
})
