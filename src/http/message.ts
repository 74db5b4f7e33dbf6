// A request and an answer as the rest of the house sees them; nothing behind this knows the framework.
import type { Readable } from 'node:stream'
import type { SetCookie } from './cookies.ts'
import type { Parameters } from './parameters.ts'

/** What somebody asks. */
export interface HttpRequest {
  /** In capitals. */
  readonly method: string
  /** The path as it was sent, without the query string: `/w/index.php/Main_Page`. */
  readonly path: string
  /** What follows the script or `/wiki/` in the path, decoded; empty if nothing does. */
  readonly pathInfo: string
  /** Path and query string as they were sent. */
  readonly url: string
  readonly query: Parameters
  /** The parameters of a posted form; undefined if the body is no form. */
  readonly body: Parameters | undefined
  /** A body that is no form, as `rest.php` takes it. */
  readonly rawBody: Uint8Array | undefined
  /** By the name of the field. */
  readonly files: ReadonlyMap<string, UploadedFile>
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly cookies: ReadonlyMap<string, string>
  /** The address of the client; of a proxy only if that is not trusted. */
  readonly ip: string
  /** Whether the client speaks HTTPS, to us or to a trusted proxy. */
  readonly secure: boolean
  /** Host and port as the client knows them. */
  readonly host: string
}

/** A file of a multipart form. It is gone when the request is answered, unless somebody moves it away. */
export interface UploadedFile {
  /** The last part of the name that the client gave. */
  readonly name: string
  /** What the client says it is; proves nothing. */
  readonly type: string
  /** In bytes. */
  readonly size: number
  /** Where it is. */
  readonly path: string
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly cookies?: readonly SetCookie[]
  readonly body: string | Uint8Array | Readable
}

export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>
