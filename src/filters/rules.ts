// Rules of the settings: what each is about, on what condition, and what follows. Pure; the gates ask and carry out.

/** What somebody does that a rule may be about. */
export type RuleAction = 'edit' | 'create' | 'move' | 'upload' | 'createaccount'

/** All that is given must hold. Patterns are regular expressions without regard to case. */
export interface RuleCondition {
  /** Of the name of who acts. */
  readonly user?: string
  /** Somebody in any of these groups. */
  readonly groups?: readonly string[]
  /** Somebody in none of these groups. */
  readonly notGroups?: readonly string[]
  /** Of the title, with its namespace; of a move the new one, of an account its name. */
  readonly title?: string
  readonly namespace?: readonly number[]
  /** Of the lines that an edit adds; of an upload the text of the new page. */
  readonly added?: string
  /** Of the lines that it takes away. */
  readonly removed?: string
  /** Of the addresses that it links to and the page did not. */
  readonly addedLinks?: string
  readonly summary?: string
  /** Bytes that the page has afterwards; of an upload those of the file. */
  readonly size?: Bounds
  /** Bytes that it gains; less than nothing for what it loses. */
  readonly sizeChange?: Bounds
}
/** Both ends are within. */
export interface Bounds {
  readonly min?: number
  readonly max?: number
}

/** What a rule does, in this order: a throttle that is not over does nothing more, a warning that is new nothing else. */
export interface RuleConsequences {
  readonly throttle?: { readonly count: number; readonly seconds: number }
  /** The message to warn with; true for the usual. */
  readonly warn?: boolean | string
  /** The message to refuse with; true for the usual. */
  readonly disallow?: boolean | string
  readonly tags?: readonly string[]
}

export interface Rule {
  readonly id: number
  /** For everybody who meets it. */
  readonly description: string
  /** Default: edits of pages, new ones included. */
  readonly on?: readonly RuleAction[]
  readonly when: RuleCondition
  readonly actions: RuleConsequences
}

/** The facts of what somebody does. What costs much is found out when it is asked for. */
export interface RuleFacts {
  readonly action: RuleAction
  readonly user: string
  readonly groups: readonly string[]
  readonly title: string
  readonly namespace: number
  readonly summary: string
  readonly size: number
  readonly sizeBefore: number
  added(): Promise<string>
  removed(): Promise<string>
  addedLinks(): Promise<string>
}

/** Whether a pattern matches a text. */
export type Matches = (pattern: string, text: string) => Promise<boolean>

const defaultActions: readonly RuleAction[] = ['edit', 'create']

/** Whether a rule is about this; what costs least is looked at first. */
export async function applies(rule: Rule, facts: RuleFacts, matches: Matches): Promise<boolean> {
  const { when } = rule
  if (!(rule.on ?? defaultActions).includes(facts.action)) return false
  if (when.namespace !== undefined && !when.namespace.includes(facts.namespace)) return false
  if (when.groups !== undefined && !when.groups.some(one => facts.groups.includes(one))) return false
  if (when.notGroups?.some(one => facts.groups.includes(one))) return false
  if (!isWithin(facts.size, when.size) || !isWithin(facts.size - facts.sizeBefore, when.sizeChange)) return false
  const patterns: [string | undefined, () => string | Promise<string>][] = [
    [when.user, () => facts.user],
    [when.title, () => facts.title],
    [when.summary, () => facts.summary],
    [when.added, () => facts.added()],
    [when.removed, () => facts.removed()],
    [when.addedLinks, () => facts.addedLinks()],
  ]
  for (const [pattern, text] of patterns) {
    if (pattern !== undefined && !(await matches(pattern, await text()))) return false
  }
  return true
}

const isWithin = (value: number, bounds: Bounds | undefined): boolean =>
  value >= (bounds?.min ?? -Infinity) && value <= (bounds?.max ?? Infinity)

/** The tags that rules set. */
export const tagsOfRules = (rules: readonly Rule[]): string[] => rules.flatMap(({ actions }) => actions?.tags ?? [])

/** Throws, saying which, where a rule of the settings is none. */
export function checkRules(rules: readonly Rule[]): void {
  const ids = new Set<number>()
  for (const [index, { id, description, on = [], when, actions }] of rules.entries()) {
    const wrong = (why: string): Error => new Error(`rule ${id ?? index + 1} of the setting “filterRules”: ${why}`)
    if (!Number.isSafeInteger(id) || id < 1 || ids.has(id)) throw wrong('wants an id of its own, a number above 0')
    if (typeof description !== 'string' || description === '') throw wrong('wants a description')
    if (typeof when !== 'object' || typeof actions !== 'object') throw wrong('wants “when” and “actions”')
    for (const one of on) if (!knownActions.has(one)) throw wrong(`knows no action “${one}”`)
    for (const name of Object.keys(when)) if (!knownConditions.has(name)) throw wrong(`knows no condition “${name}”`)
    for (const name of Object.keys(actions))
      if (!knownConsequences.has(name)) throw wrong(`does not know how to “${name}”`)
    for (const name of patternConditions) {
      const pattern = when[name]
      if (pattern !== undefined && !isPattern(pattern)) throw wrong(`“${name}” is no regular expression`)
    }
    ids.add(id)
  }
}

const patternConditions = ['user', 'title', 'added', 'removed', 'addedLinks', 'summary'] as const
const knownConditions = new Set<string>([
  ...patternConditions,
  'groups',
  'notGroups',
  'namespace',
  'size',
  'sizeChange',
])
const knownConsequences = new Set<string>(['throttle', 'warn', 'disallow', 'tags'])
const knownActions = new Set<string>(['edit', 'create', 'move', 'upload', 'createaccount'])

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'isu')
    return true
  } catch {
    return false
  }
}
