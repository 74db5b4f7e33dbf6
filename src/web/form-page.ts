// The frame of pages with a form: shown, sent, carried out, and shown again with what stood against it.
import type { TokenType } from '../access/tokens.ts'
import type { HttpResponse } from '../http/message.ts'
import { type Html, nothing } from './html.ts'
import { isFailure, lostSessionBox, problemsBox, statusOf } from './notices.ts'
import type { Visit } from './visit.ts'

export interface FormPage {
  /** The type of the token in the form; `csrf` by default. */
  readonly token?: TokenType
  /** The page with its form, below what there is to say. */
  show(above: Html, status: number): Promise<HttpResponse> | HttpResponse
  /** Does what was sent, and says so; the failure that it throws stands above the form. */
  carryOut(): Promise<HttpResponse> | HttpResponse
}

/** Shows the form. Where it was sent, from a page of ours and while the wiki can be changed, does what it says. */
export async function answerForm(visit: Visit, { token, show, carryOut }: FormPage): Promise<HttpResponse> {
  if (!visit.wasPosted) return show(nothing, 200)
  if (!visit.isOurForm(token)) return show(lostSessionBox(visit), 400)
  try {
    visit.mustBeWritable()
    return await carryOut()
  } catch (error) {
    if (!isFailure(error)) throw error
    return show(await problemsBox(visit, error.problems), statusOf(error))
  }
}
