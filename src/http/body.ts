// What a request carries: the parameters of a form, bytes that are no form, files.
import type { UploadedFile } from './message.ts'
import { type Parameters, parseParameters } from './parameters.ts'

export interface Body {
  /** Undefined if the body is no form. */
  readonly form: Parameters | undefined
  /** Undefined if the body is a form. */
  readonly raw: Uint8Array | undefined
  readonly files: ReadonlyMap<string, UploadedFile>
  /** Removes what the body left on the disk. May be called more than once. */
  discard(): Promise<void>
}

export const noFiles: ReadonlyMap<string, UploadedFile> = new Map()

export const noBody: Body = { form: undefined, raw: undefined, files: noFiles, discard: async () => {} }

/** A body that is no form, or none that we know. */
export const rawBody = (raw: Uint8Array): Body => ({ ...noBody, raw })

/** A body of the type `application/x-www-form-urlencoded`. */
export const formBody = (bytes: Buffer): Body => ({
  ...noBody,
  form: parseParameters(bytes.toString('latin1'), 'replace'),
})

/** A request that cannot be served, with the status to say so. Its message is shown to the client. */
export class BadRequest extends Error {
  readonly statusCode: number
  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}
