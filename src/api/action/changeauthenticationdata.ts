// action=changeauthenticationdata: another password for one's own account, shortly after a login.
import { Failure, fail } from '../../errors.ts'
import { passwordProblems } from '../../users/password-policy.ts'
import { hashPassword } from '../../users/passwords.ts'
import { setAccountPassword } from '../../users/set-passwords.ts'
import { authRequests, readAuthFields } from '../auth-requests.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

export const changeauthenticationdata = defineModule({
  path: 'changeauthenticationdata',
  mode: 'session',
  prefix: 'changeauth',
  token: 'csrf',
  mustBePosted: true,
  isWrite: true,
  params: { request: p.string({ required: true }), token: p.token('csrf') },
  dynamic: { password: p.password(), retype: p.password() },
  examples: {
    'action=changeauthenticationdata&changeauthrequest=MediaWiki%5CAuth%5CPasswordAuthenticationRequest&password=ExamplePassword&retype=ExamplePassword&changeauthtoken=123ABC':
      'apihelp-changeauthenticationdata-example-password',
  },

  async run({ wiki, viewer, session, request, now }, { request: id }) {
    const user = viewer.userId
    if (user === 0) throw fail('apierror-mustbeloggedin-changeauthenticationdata', [])
    if (!wiki.sessions.isFresh(session, now)) throw fail('apierror-reauthenticate', [])
    const offered = authRequests('change', { name: viewer.name, canLogIn: true })
    if (!offered.some(one => one.id === id)) throw fail('apierror-changeauth-norequest', [])
    const fields = readAuthFields(request, offered, [id])
    const [password, retype] = [fields.get('password') ?? '', fields.get('retype') ?? '']
    if (password === '' || retype === '') throw fail('apierror-changeauth-norequest', [])
    if (password !== retype) throw fail('badretype', [])
    const problems = passwordProblems(password, viewer.name, viewer.groups)
    if (problems.length > 0) throw new Failure(problems)
    const hash = await hashPassword(wiki, password)
    await wiki.database.write(tx => setAccountPassword(tx, user, hash))
    wiki.sessions.forget()
    await wiki.sessions.logIn(session, user, '', now)
    return { status: 'success' }
  },
})
