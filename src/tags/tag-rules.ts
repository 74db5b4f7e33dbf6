// Tags that the settings of a wiki set on changes: by the program that made them, by the bot password that it used, by
// what the change is.
import type { Right } from '../access/rights.ts'

/** One rule as the settings give it. All its conditions must hold; a change of any kind passes one that has none. */
export interface TagRule {
  readonly tag: string
  /** What is in the header User-Agent (or Api-User-Agent), in any case. */
  readonly userAgent?: string
  /** The id of a bot password, which stands behind the @ of its name. */
  readonly appId?: string
  readonly kinds?: readonly ChangeKind[]
  /** Logs, for changes of the kind `log`. */
  readonly logs?: readonly string[]
  readonly namespaces?: readonly number[]
  /** Regular expressions, in any case. */
  readonly title?: string
  readonly summary?: string
  /** Matches the new text and did not match the one before. Of a text above 100,000 characters nothing is known. */
  readonly text?: string
  /** Whether whoever makes it has an account. */
  readonly registered?: boolean
  /** Whether whoever makes it has this right. */
  readonly right?: string
  /** Whether whoever makes it has not. */
  readonly withoutRight?: string
  /** Bytes by which a page grows, at least and at most; less than nothing where it shrinks. */
  readonly growsBy?: readonly [least: number | null, most: number | null]
}
export const changeKinds = ['edit', 'new', 'log'] as const
export type ChangeKind = (typeof changeKinds)[number]

/** What a rule asks about a change. */
export interface ChangeFacts {
  readonly userAgent: string
  /** Empty without a bot password. */
  readonly appId: string
  readonly kind: ChangeKind
  readonly log: string | undefined
  readonly namespace: number
  /** With spaces, without its namespace. */
  readonly title: string
  readonly summary: string
  readonly isRegistered: boolean
  /** Undefined for what changes no text. */
  readonly growth: number | undefined
  may(right: Right): boolean
  /** The texts, if there are any; asked for only by rules whose other conditions hold. */
  texts(): Promise<{ readonly before: string; readonly after: string } | undefined>
}

interface Compiled {
  readonly rule: TagRule
  readonly title: RegExp | undefined
  readonly summary: RegExp | undefined
  readonly text: RegExp | undefined
}

/** The rules of a wiki, ready to be asked. */
export class TagRules {
  readonly #rules: readonly Compiled[]
  readonly #others: readonly string[]

  /** `others` are tags that filters set. Throws, saying which rule is wrong and why. */
  constructor(rules: readonly unknown[], others: readonly string[] = []) {
    this.#others = others
    this.#rules = rules.map((given, index) => {
      try {
        return compile(checked(given))
      } catch (error) {
        throw new Error(`rule ${index + 1} of the setting “tagRules” ${(error as Error).message}`)
      }
    })
  }

  /** The tags that rules and filters set, each once. */
  get tags(): string[] {
    return [...new Set([...this.#rules.map(({ rule }) => rule.tag), ...this.#others])]
  }

  /** The tags of a change. */
  async of(facts: ChangeFacts): Promise<string[]> {
    const found = new Set<string>()
    for (const compiled of this.#rules) {
      const { tag } = compiled.rule
      if (!found.has(tag) && holds(compiled, facts) && (await holdsOfText(compiled, facts))) found.add(tag)
    }
    return [...found]
  }
}

const isString = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isBoolean = (value: unknown): boolean => typeof value === 'boolean'
const isListOf = (test: (one: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(test)
const isBound = (value: unknown): boolean => value === null || Number.isSafeInteger(value)

const conditions: Readonly<Record<keyof TagRule, (value: unknown) => boolean>> = {
  tag: value => isString(value) && !/[,|/]/.test(String(value)),
  userAgent: isString,
  appId: isString,
  kinds: isListOf(one => (changeKinds as readonly unknown[]).includes(one)),
  logs: isListOf(isString),
  namespaces: isListOf(Number.isSafeInteger),
  title: isString,
  summary: isString,
  text: isString,
  registered: isBoolean,
  right: isString,
  withoutRight: isString,
  growsBy: value => isListOf(isBound)(value) && (value as unknown[]).length === 2,
}

function checked(given: unknown): TagRule {
  if (typeof given !== 'object' || given === null) throw new Error('is no object')
  const rule = given as Readonly<Record<string, unknown>>
  if (!('tag' in rule)) throw new Error('names no tag')
  for (const [name, value] of Object.entries(rule)) {
    if (!Object.hasOwn(conditions, name)) throw new Error(`has a condition “${name}” that there is not`)
    if (!conditions[name as keyof TagRule](value)) throw new Error(`has a wrong value of “${name}”`)
  }
  return given as TagRule
}

function compile(rule: TagRule): Compiled {
  const expression = (source: string | undefined): RegExp | undefined =>
    source === undefined ? undefined : new RegExp(source, 'iu')
  return { rule, title: expression(rule.title), summary: expression(rule.summary), text: expression(rule.text) }
}

function holds({ rule, title, summary }: Compiled, facts: ChangeFacts): boolean {
  const [least, most] = rule.growsBy ?? [null, null]
  const { growth } = facts
  return (
    (rule.userAgent === undefined || facts.userAgent.toLowerCase().includes(rule.userAgent.toLowerCase())) &&
    (rule.appId === undefined || rule.appId === facts.appId) &&
    (rule.kinds === undefined || rule.kinds.includes(facts.kind)) &&
    (rule.logs === undefined || (facts.log !== undefined && rule.logs.includes(facts.log))) &&
    (rule.namespaces === undefined || rule.namespaces.includes(facts.namespace)) &&
    (rule.registered === undefined || rule.registered === facts.isRegistered) &&
    (rule.right === undefined || facts.may(rule.right as Right)) &&
    (rule.withoutRight === undefined || !facts.may(rule.withoutRight as Right)) &&
    (rule.growsBy === undefined || growth !== undefined) &&
    (least === null || (growth ?? 0) >= least) &&
    (most === null || (growth ?? 0) <= most) &&
    (title?.test(facts.title) ?? true) &&
    (summary?.test(facts.summary) ?? true)
  )
}

/** Longer texts are not looked through: that would hold up others. */
const longestText = 100_000

async function holdsOfText({ text }: Compiled, facts: ChangeFacts): Promise<boolean> {
  if (text === undefined) return true
  const texts = await facts.texts()
  if (texts === undefined || texts.after.length > longestText || texts.before.length > longestText) return false
  return text.test(texts.after) && !text.test(texts.before)
}
