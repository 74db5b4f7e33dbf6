// What clients fill in to log in, to make an account or to change a password: the same requests that MediaWiki has, with
// their fields, so that a client can ask for them and send what it filled in.
import type { CaptchaAnswer, Challenge } from '../captcha/captcha.ts'
import { type Message, message } from '../language/messages.ts'
import type { RequestInfo } from './request.ts'
import { requireInBody } from './require-in-body.ts'

/** One field that a client shows to a person. */
export interface AuthField {
  readonly type: 'string' | 'password' | 'checkbox' | 'hidden' | 'null'
  /** Of a field that nobody fills in: what is sent back, or only shown. */
  readonly value?: string
  readonly label: Message
  readonly help: Message
  readonly optional: boolean
  /** Must come in the body. */
  readonly sensitive: boolean
}

/** Fields that belong together. */
export interface AuthRequest {
  /** MediaWiki's name of it, by which clients choose. */
  readonly id: string
  /** What else clients are told of it. */
  readonly metadata?: Readonly<Record<string, string>>
  readonly required: 'primary-required' | 'required' | 'optional'
  /** What checks it, for readers; the id where that has no name. */
  readonly provider?: Message
  /** The account that it is about; null where that is not known yet. The id for what is about no account. */
  readonly account?: string | null
  readonly fields: Readonly<Record<string, AuthField>>
}

export type AuthAction =
  | 'login'
  | 'login-continue'
  | 'create'
  | 'create-continue'
  | 'link'
  | 'link-continue'
  | 'change'
  | 'remove'
  | 'unlink'

/** MediaWiki's values, in its order. */
export const authActions: readonly AuthAction[] = [
  'login',
  'login-continue',
  'create',
  'create-continue',
  'link',
  'link-continue',
  'change',
  'remove',
  'unlink',
]

/** How long a login is remembered, in days, as the label tells it. */
const daysRemembered = 180

const field = (type: AuthField['type'], label: Message, help: string, optional = false): AuthField => ({
  type,
  label,
  help: message(help),
  optional,
  sensitive: type === 'password',
})
const username = field('string', message('userlogin-yourname'), 'authmanager-username-help')
const password = field('password', message('userlogin-yourpassword'), 'authmanager-password-help')
const retype = (label: string): AuthField => field('password', message(label), 'authmanager-retype-help')

const passwordRequest = (account: string | null, fields: AuthRequest['fields']): AuthRequest => ({
  id: 'MediaWiki\\Auth\\PasswordAuthenticationRequest',
  required: 'primary-required',
  provider: message('authmanager-provider-password'),
  account,
  fields,
})

/** Who asks: what they are offered depends on it. */
export interface AuthAsker {
  /** Empty for somebody without an account. */
  readonly name: string
  /** Whether the session may become that of another account. */
  readonly canLogIn: boolean
}

const requestsFor: Readonly<Partial<Record<AuthAction, (asker: AuthAsker) => AuthRequest[]>>> = {
  login: ({ canLogIn }) => [
    passwordRequest(null, { username, password }),
    {
      id: 'MediaWiki\\Auth\\RememberMeAuthenticationRequest',
      required: 'optional',
      fields: canLogIn ? { rememberMe } : {},
    },
  ],
  create: ({ name }) => [
    passwordRequest(null, { username, password, retype: retype('yourpasswordagain') }),
    { id: 'MediaWiki\\Auth\\UsernameAuthenticationRequest', required: 'required', fields: { username } },
    { id: 'MediaWiki\\Auth\\UserDataAuthenticationRequest', required: 'required', fields: { realname } },
    ...(name === ''
      ? []
      : ([
          { id: 'MediaWiki\\Auth\\CreationReasonAuthenticationRequest', required: 'optional', fields: { reason } },
        ] as const)),
  ],
  change: ({ name }) => [
    passwordRequest(name === '' ? null : name, {
      password: { ...password, label: message('newpassword') },
      retype: retype('retypenew'),
    }),
  ],
}
const rememberMe = field(
  'checkbox',
  message('userlogin-remembermypassword', { num: daysRemembered }),
  'authmanager-userlogin-remembermypassword-help',
  true,
)
const realname = field('string', message('authmanager-realname-label'), 'authmanager-realname-help', true)
const reason = field('string', message('createacct-reason'), 'createacct-reason-help')

/** What somebody is asked for to do this; nothing for what this wiki does not know. */
export const authRequests = (action: AuthAction, asker: AuthAsker): readonly AuthRequest[] =>
  requestsFor[action]?.(asker) ?? []

/** A captcha that must be answered as well. */
export function captchaRequest(challenge: Challenge, action: 'login' | 'create'): AuthRequest {
  const { id, type, mime, question, url } = challenge
  const label = message(action === 'create' ? 'captcha-createaccount' : 'captcha-badlogin')
  return {
    id: 'CaptchaAuthenticationRequest',
    metadata: { type, mime },
    required: 'required',
    provider: message('rawmessage', 'MediaWiki\\Extension\\ConfirmEdit\\Auth\\CaptchaAuthenticationRequest'),
    fields: {
      captchaId: { ...field('hidden', message('captcha-id-label'), 'captcha-id-help'), value: id },
      captchaInfo: {
        ...field('null', label, 'captcha-info-help'),
        value: question === undefined ? (url ?? '') : `${question} =`,
      },
      captchaWord: field('string', message('captcha-label'), 'captcha-help'),
    },
  }
}

/** The answer to a captcha among what a client sent; both fields are read whatever was asked. */
export function sentCaptcha({ values, used }: RequestInfo): CaptchaAnswer | undefined {
  used.add('captchaId').add('captchaWord')
  const id = values.get('captchaId')
  return id === undefined ? undefined : { id, word: values.get('captchaWord') ?? '' }
}

/** The fields of several requests as one form; what one of several needs only for itself is optional. */
export function mergedFields(requests: readonly AuthRequest[]): Readonly<Record<string, AuthField>> {
  const merged: Record<string, AuthField> = {}
  for (const { required, fields } of requests) {
    for (const [name, one] of Object.entries(fields)) {
      const optional = one.optional || required === 'optional'
      const known = merged[name]
      merged[name] = { ...one, optional: known === undefined ? optional : known.optional && optional }
    }
  }
  return merged
}

/**
 * What a client filled in, by field. `chosen` are the ids of the requests that it wants to be read; left out, all are.
 * Throws `mustpostparams` for a password in the address.
 */
export function readAuthFields(
  request: RequestInfo,
  requests: readonly AuthRequest[],
  chosen: readonly string[] | undefined,
): ReadonlyMap<string, string> {
  const fields = mergedFields(requests.filter(one => chosen === undefined || chosen.includes(one.id)))
  requireInBody(
    request.http,
    Object.keys(fields).filter(name => fields[name]?.sensitive),
  )
  const values = new Map<string, string>()
  for (const name of Object.keys(fields)) {
    request.used.add(name)
    const value = request.values.get(name)
    if (value !== undefined) values.set(name, value)
  }
  return values
}
