// The gates: points at which rules of the wiki's own may refuse what somebody wants to do, or amend it, before it is done.
// They are asked inside the verbs and outside of transactions, so that the API and the pages cannot differ.
import type { PageAction } from './access/page-permissions.ts'
import type { Performer } from './access/permit.ts'
import type { Viewer } from './access/viewer.ts'
import type { CaptchaAnswer } from './captcha/captcha.ts'
import type { Problem } from './errors.ts'
import type { PageRow } from './pages/page-store.ts'
import type { Title } from './pages/title.ts'

/** An edit that is about to be saved: permissions and conflicts are settled, the text is as it will be. */
export interface EditAttempt {
  readonly performer: Performer
  readonly title: Title
  /** Undefined where the edit makes the page. */
  readonly page: PageRow | undefined
  readonly model: string
  readonly text: string
  readonly summary: string
  /** The latest text; empty where there is no page. */
  before(): Promise<string>
  readonly captcha: CaptchaAnswer | undefined
  /**
   * What this edit has passed, by gate: an edit that begins anew because somebody else was quicker is asked nothing
   * twice.
   */
  readonly passed: Set<string>
}

/** A move that is asked for. */
export interface MoveAttempt {
  readonly performer: Performer
  readonly from: Title
  readonly to: Title
  readonly reason: string
  /** Whether nothing else stands against it; a gate that counts or remembers asks only then. */
  readonly isAllowed: boolean
}

/** A file that nothing else stands against. */
export interface UploadAttempt {
  readonly performer: Performer
  readonly title: Title
  readonly comment: string
  /** The text that its page gets, where there is none. */
  readonly text: string
  /** Bytes of the file. */
  readonly size: number
}

/** An account that nothing else stands against. */
export interface AccountAttempt {
  readonly performer: Performer
  /** Canonical. */
  readonly name: string
  readonly captcha: CaptchaAnswer | undefined
}

/** What stands against actions on a page besides rights and protection; asked once for all actions. */
export type PageGate = (
  viewer: Viewer,
  title: Title,
  exists: boolean,
) => Promise<(action: PageAction) => readonly Problem[]>
/** Throws what stands against an edit; gives the tags that its change gets. */
export type EditGate = (attempt: EditAttempt) => Promise<readonly string[]>
/** What stands against a move. */
export type MoveGate = (attempt: MoveAttempt) => Promise<{ problems: readonly Problem[]; tags: readonly string[] }>
/** What stands against a file. */
export type UploadGate = (attempt: UploadAttempt) => Promise<{ problems: readonly Problem[]; tags: readonly string[] }>
/** What stands against an account. */
export type AccountGate = (
  attempt: AccountAttempt,
) => Promise<{ problems: readonly Problem[]; tags: readonly string[] }>

/** All gates of a wiki, each asked in its order. */
export interface Gates {
  readonly page: PageGate[]
  readonly edit: EditGate[]
  readonly move: MoveGate[]
  readonly upload: UploadGate[]
  readonly account: AccountGate[]
}

/** Nothing is refused until somebody adds a gate. */
export const noGates = (): Gates => ({ page: [], edit: [], move: [], upload: [], account: [] })

/** Asks all gates of an edit: the first that refuses throws. The tags of all of them. The software is asked nothing. */
export async function passEdit({ edit }: Gates, attempt: EditAttempt): Promise<string[]> {
  const tags: string[] = []
  if (attempt.performer.viewer.isSoftware) return tags
  for (const gate of edit) tags.push(...(await gate(attempt)))
  return [...new Set(tags)]
}

/** Asks one gate after the other, until one has something against it. The software is asked nothing. */
export async function passGates<A extends { readonly performer: Performer }>(
  gates: readonly ((attempt: A) => Promise<{ problems: readonly Problem[]; tags: readonly string[] }>)[],
  attempt: A,
): Promise<{ problems: readonly Problem[]; tags: readonly string[] }> {
  const tags: string[] = []
  if (attempt.performer.viewer.isSoftware) return { problems: [], tags }
  for (const gate of gates) {
    const found = await gate(attempt)
    if (found.problems.length > 0) return found
    tags.push(...found.tags)
  }
  return { problems: [], tags: [...new Set(tags)] }
}
