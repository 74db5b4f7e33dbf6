// Requests as the canary makes them: to the doors of a wiki, without a network between.
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { Parameters, ParametersBuilder } from '../http/parameters.ts'
import { type NamesRead, NotedParameters } from './noted-parameters.ts'

/** Where a wiki is asked: `api.php`, `index.php`, `load.php`, or the address of a page, a file, a path of the REST API. */
export type Door = 'api' | 'index' | 'load' | 'page' | 'images' | 'rest'

/** What is asked. */
export interface Asked {
  readonly door: Door
  /** What follows `/wiki/` for the door `page`; encoded, what follows `/images/` and `/rest.php`. */
  readonly title?: string
  readonly params: Readonly<Record<string, string>>
  readonly method: 'GET' | 'POST'
  readonly cookies?: ReadonlyMap<string, string>
  /** Where the names of parameters are noted that the answer depends on. */
  readonly read?: NamesRead
}

const pathOf: Readonly<Record<Door, string>> = {
  api: '/api.php',
  index: '/index.php',
  load: '/load.php',
  page: '/wiki/',
  images: '/images/',
  rest: '/rest.php',
}

/** The request as the server would have made it of what came in. */
export function httpRequest({ door, title = '', params, method, cookies = new Map(), read }: Asked): HttpRequest {
  const builder = new ParametersBuilder('replace')
  for (const [name, value] of Object.entries(params)) builder.add(name, value)
  const all = read === undefined ? builder.build() : new NotedParameters(builder.build(), read)
  const path = pathOf[door] + (door === 'images' || door === 'rest' ? title : encodeURIComponent(title))
  const isPosted = method === 'POST'
  const text = new URLSearchParams(params).toString()
  return {
    method,
    path,
    pathInfo: title,
    url: isPosted || text === '' ? path : `${path}?${text}`,
    query: isPosted ? Parameters.none : all,
    body: isPosted ? all : undefined,
    rawBody: undefined,
    files: new Map(),
    headers: {},
    cookies,
    ip: '192.0.2.1',
    secure: false,
    host: 'canary.invalid',
  }
}

/** All that came back, as text: headers, cookies and body. */
export async function textOf({ body, headers, cookies = [] }: HttpResponse): Promise<string> {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const set = cookies.map(({ name, value }) => `Set-Cookie: ${name}=${value}`)
  return [...head, ...set, await bodyOf(body)].join('\n')
}

async function bodyOf(body: HttpResponse['body']): Promise<string> {
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return Buffer.from(body).toString('latin1')
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks).toString('latin1')
}
