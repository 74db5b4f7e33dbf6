// Making and changing pages in the REST API.
import { isValidToken } from '../access/tokens.ts'
import { CaptchaAsked } from '../captcha/captcha.ts'
import { Failure, fail } from '../errors.ts'
import { clientOf } from '../http/client-program.ts'
import type { HttpResponse } from '../http/message.ts'
import type { RevId } from '../ids.ts'
import { type Edited, type EditOrder, edit } from '../pages/edit.ts'
import { pageByTitle } from '../pages/page-store.ts'
import { canExist, encodeForUrl, parseTitle, prefixedDbKey, type Title } from '../pages/title.ts'
import { revisionById } from '../revisions/revision-store.ts'
import { json, privately, RestError } from './answer.ts'
import { headOf } from './pages.ts'
import { type RestRequest, restUrl } from './request.ts'
import { sourceOf } from './source.ts'

type Body = Readonly<Record<string, unknown>>

/** The body as an object. Throws `rest-unsupported-content-type`, `rest-json-body-parse-error`. */
function bodyOf({ http }: RestRequest): Body {
  const type = http.headers['content-type'] ?? ''
  if (!/^application\/json\s*(?:;|$)/i.test(type)) {
    throw new RestError(415, 'rest-unsupported-content-type', [{ plaintext: type.split(';')[0] ?? '' }])
  }
  let body: unknown
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(http.rawBody ?? new Uint8Array()))
  } catch {
    throw new RestError(400, 'rest-json-body-parse-error')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new RestError(400, 'rest-json-body-parse-error')
  }
  return body as Body
}

/** A text of the body. Throws `rest-body-validation-error`. */
function text(body: Body, name: string): string
function text(body: Body, name: string, isOptional: true): string | undefined
function text(body: Body, name: string, isOptional = false): string | undefined {
  const value = Object.hasOwn(body, name) ? body[name] : undefined
  if (typeof value === 'string') return value
  if (isOptional && (value === undefined || value === null)) return undefined
  const isMissing = value === undefined || value === null
  const why = {
    key: isMissing ? 'paramvalidator-missingparam' : 'paramvalidator-badvalue',
    params: [{ plaintext: name }, { plaintext: String(value).slice(0, 255) }],
  }
  throw new RestError(400, 'rest-body-validation-error', [{ message: why }], {
    data: {
      error: 'parameter-validation-failed',
      name,
      value: isMissing ? null : String(value).slice(0, 255),
      failureCode: isMissing ? 'missingparam' : 'badvalue',
      failureData: null,
    },
  })
}

/** Throws `rest-badtoken`: what a cookie would send along is no proof that somebody meant it. */
function checkToken({ session, viewer }: RestRequest, body: Body): void {
  const token = text(body, 'token', true)
  if (token === undefined) throw new RestError(403, 'rest-badtoken-missing', [], { shownKey: 'rest-badtoken' })
  if (!isValidToken({ session, viewer }, 'csrf', token)) throw new RestError(403, 'rest-badtoken')
}

function titleNamed({ wiki }: RestRequest, name: string): Title {
  const parsed = parseTitle(name, wiki.titles)
  if (!parsed.ok || !canExist(parsed.title)) throw new RestError(400, 'apierror-invalidtitle', [{ plaintext: name }])
  return parsed.title
}

/** `POST /page`: makes a page. */
export async function createPage(request: RestRequest): Promise<HttpResponse> {
  const body = bodyOf(request)
  const [title, source, comment] = [text(body, 'title'), text(body, 'source'), text(body, 'comment')]
  const model = text(body, 'content_model', true)
  checkToken(request, body)
  const at = titleNamed(request, title)
  const edited = await save(request, at, { text: source, summary: comment, contentModel: model, createOnly: true })
  const key = encodeForUrl(prefixedDbKey(edited.title, request.wiki.titles.namespaces)).replaceAll('/', '%2F')
  const location = { Location: restUrl(request.wiki, `/page/${key}`) }
  return json(await shown(request, edited), { status: 201, headers: { 'Cache-Control': privately, ...location } })
}

/** `PUT /page/{title}`: changes a page from the revision that is named, or makes one where none is. */
export async function updatePage(request: RestRequest): Promise<HttpResponse> {
  const { db, path } = request
  const body = bodyOf(request)
  const [source, comment, model] = [text(body, 'source'), text(body, 'comment'), text(body, 'content_model', true)]
  const base = latestIn(body)
  checkToken(request, body)
  const title = titleNamed(request, path.title ?? '')
  const page = await pageByTitle(db, title)
  if (base === undefined && page !== undefined) {
    throw new RestError(409, 'rest-update-cannot-create-page', [{ plaintext: path.title ?? '' }])
  }
  const edited = await save(request, title, {
    text: source,
    summary: comment,
    contentModel: model,
    createOnly: base === undefined,
    noCreate: base !== undefined,
    baseRevId: base,
  })
  return json(await shown(request, edited), { status: edited.isNew ? 201 : 200 })
}

/** The revision that somebody has changed: `latest.id`. Throws `rest-body-validation-error`. */
function latestIn(body: Body): RevId | undefined {
  const latest = body.latest
  if (latest === undefined || latest === null) return undefined
  const id = typeof latest === 'object' && 'id' in latest ? latest.id : undefined
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id as RevId
  const why = { key: 'paramvalidator-badinteger', params: [{ plaintext: 'latest' }, { plaintext: String(id) }] }
  throw new RestError(400, 'rest-body-validation-error', [{ message: why }], {
    data: {
      error: 'parameter-validation-failed',
      name: 'latest',
      value: null,
      failureCode: 'badinteger',
      failureData: null,
    },
  })
}

async function save(request: RestRequest, title: Title, of: Partial<EditOrder>): Promise<Edited> {
  const { wiki, viewer, http, now, session } = request
  const { contentModel } = of
  if (contentModel !== undefined && !wiki.contentModels.written.includes(contentModel)) {
    throw new RestError(400, 'rest-bad-content-model', [{ plaintext: contentModel }])
  }
  if (wiki.config.readOnly !== '') throw fail('apierror-readonly', [], { readonlyreason: wiki.config.readOnly })
  const performer = await wiki.performer(viewer, http.ip, now, clientOf(http, session))
  const order = { minor: false, bot: false, tags: [], createOnly: false, noCreate: false, recreate: true, ...of, title }
  try {
    return await edit(wiki, performer, order)
  } catch (error) {
    if (error instanceof CaptchaAsked) throw new RestError(403, 'captcha-edit-fail')
    throw error instanceof Failure ? asRestError(error) : error
  }
}

const conflicts = new Set(['editconflict', 'articleexists'])
const missing = new Set(['missingtitle', 'nosuchrevid'])
const invalid = new Set(['invalidtitle', 'badformat', 'contenttoobig', 'parseerror', 'invalid-content-data'])

/** What the API would refuse, with a status of HTTP. */
export function asRestError(failure: Failure): RestError {
  const [problem] = failure.problems
  const { code = '', message } = problem ?? {}
  const key = typeof message?.key === 'string' ? message.key : (message?.key[0] ?? 'internalerror')
  const status = conflicts.has(code)
    ? 409
    : missing.has(code)
      ? 404
      : invalid.has(code)
        ? 400
        : code === 'ratelimited'
          ? 429
          : code === 'readonly'
            ? 503
            : 403
  return new RestError(status, key, message?.params ?? [])
}

/** The page as it is after the edit. */
async function shown(request: RestRequest, edited: Edited): Promise<Record<string, unknown>> {
  const db = request.wiki.database.read
  const row = await pageByTitle(db, edited.title)
  const revision = row && (await revisionById(db, edited.recorded?.revId ?? row.page_latest))
  if (row === undefined || revision === undefined) throw new RestError(404, 'apierror-missingtitle')
  const source = await sourceOf(request, revision)
  return { ...headOf(request, { title: edited.title, row, revision }), source }
}
