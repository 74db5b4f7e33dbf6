// Compression of answers, where the client takes it and it is worth it.
import { pipeline, type Readable } from 'node:stream'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { Negotiator } from '@fastify/accept-negotiator'

/** Below so many bytes, compressing costs more than it saves. */
const compressFrom = 1024
/** Up to so many bytes, compressing takes less time than handing it to a thread. */
const atOnceUpTo = 16 * 1024

/** Text in any form; pictures and archives are compressed already. */
const compressible = /^text\/|[/+](?:json|xml|javascript)\b|^application\/vnd\.php\.serialized|^image\/svg/i

/** Whether a body of this type and length is compressed for those who ask for it. */
export const isWorthCompressing = (body: string | Buffer | Readable, contentType: string): boolean =>
  isLong(body) && compressible.test(contentType)

function isLong(body: string | Buffer | Readable): boolean {
  if (typeof body === 'string') return body.length >= compressFrom || Buffer.byteLength(body) >= compressFrom
  return Buffer.isBuffer(body) ? body.length >= compressFrom : true
}

interface Coding {
  now(body: Buffer): Buffer
  later(body: Buffer): Promise<Buffer>
  stream(): zlib.BrotliCompress | zlib.Gzip | zlib.Deflate
}

// The cheapest levels save most: on answers of the API the next ones cost three times the time for a tenth fewer bytes.
const level = { level: 1 }
const quality = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }
const [brotli, gzip, deflate] = [promisify(zlib.brotliCompress), promisify(zlib.gzip), promisify(zlib.deflate)]

const codings: Readonly<Record<string, Coding>> = {
  br: {
    now: body => zlib.brotliCompressSync(body, quality),
    later: body => brotli(body, quality),
    stream: () => zlib.createBrotliCompress(quality),
  },
  gzip: {
    now: body => zlib.gzipSync(body, level),
    later: body => gzip(body, level),
    stream: () => zlib.createGzip(level),
  },
  deflate: {
    now: body => zlib.deflateSync(body, level),
    later: body => deflate(body, level),
    stream: () => zlib.createDeflate(level),
  },
}

const negotiator = new Negotiator({ supportedValues: Object.keys(codings) })

/** The best coding that an `Accept-Encoding` header takes, as `br`; undefined if it takes none of ours. */
export const codingFor = (acceptEncoding: string): string | undefined =>
  negotiator.negotiate(acceptEncoding.toLowerCase()) ?? undefined

/** The body in a coding that `codingFor` named. A stream that fails on the way ends the answer in the middle. */
export async function compressed(body: string | Buffer | Readable, coding: string): Promise<Buffer | Readable> {
  const by = codings[coding]
  if (by === undefined) throw new RangeError(`no coding ${coding}`)
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return pipeline(body, by.stream(), () => {})
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  return bytes.length <= atOnceUpTo ? by.now(bytes) : by.later(bytes)
}
