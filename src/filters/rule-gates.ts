// The gates of the rules: they find which rules are about what somebody does, and carry out what follows from them.
import { createHash } from 'node:crypto'
import type { Performer } from '../access/permit.ts'
import { Throttle } from '../access/rate-limits.ts'
import { list } from '../api/result.ts'
import { diffLines, splitLines } from '../diff/lines.ts'
import { Failure, type Problem, problem } from '../errors.ts'
import type { AccountGate, EditAttempt, EditGate, MoveGate, UploadGate } from '../hooks.ts'
import type { Wiki } from '../wiki.ts'
import { addedLinks } from './added-links.ts'
import type { PatternMatcher } from './pattern-matcher.ts'
import { applies, type Rule, type RuleFacts } from './rules.ts'
import { keepWarning, takeWarning } from './warning-store.ts'

/** Seconds in which a warning is passed by doing the same again. */
const warningLasts = 3600

/** The gates that the rules are asked at. */
export interface RuleGates {
  readonly edit: EditGate
  readonly move: MoveGate
  readonly upload: UploadGate
  readonly account: AccountGate
}

/** What the rules that are about something come to. */
interface Verdict {
  readonly problems: readonly Problem[]
  readonly tags: readonly string[]
}

export function ruleGates(wiki: Wiki, matcher: PatternMatcher, rules: readonly Rule[]): RuleGates {
  const throttles = new Map(
    rules.flatMap(({ id, actions: { throttle } }) =>
      throttle === undefined ? [] : [[id, new Throttle(throttle.count, throttle.seconds)] as const],
    ),
  )
  const matches = (pattern: string, text: string) => matcher.matches(pattern, 'isu', text)

  async function judge(performer: Performer, facts: RuleFacts, passed: Set<string>): Promise<Verdict> {
    const problems: Problem[] = []
    const tags: string[] = []
    for (const rule of rules) {
      if (!(await applies(rule, facts, matches)) || !isOver(rule, performer, passed)) continue
      const { warn = false, disallow = false, tags: given = [] } = rule.actions
      if (warn !== false && (await isNewWarning(rule, performer, facts, passed))) {
        problems.push(refusal(rule, 'warn', warn))
        continue
      }
      if (disallow !== false) problems.push(refusal(rule, 'disallow', disallow))
      tags.push(...given)
    }
    return { problems, tags }
  }

  /** Whether a rule with a throttle has been met too often now; one without always has. */
  function isOver({ id }: Rule, performer: Performer, passed: Set<string>): boolean {
    const throttle = throttles.get(id)
    const mark = `throttle ${id}`
    if (throttle === undefined || passed.has(mark)) return true
    const isTooOften = throttle.use(keyOf(performer), performer.now) !== undefined
    if (isTooOften) passed.add(mark)
    return isTooOften
  }

  /** Whether this is the first time: whoever does the same again knows the warning. */
  async function isNewWarning(
    rule: Rule,
    performer: Performer,
    facts: RuleFacts,
    passed: Set<string>,
  ): Promise<boolean> {
    const mark = `warning ${rule.id}`
    if (passed.has(mark)) return false
    // Somebody else may have made the page in between: that is the same thing done again.
    const action = facts.action === 'create' ? 'edit' : facts.action
    const about = [keyOf(performer), rule.id, rule.description, action, facts.title].join('\n')
    const key = createHash('sha1').update(about).digest('hex')
    const now = performer.now.toISOString()
    const expiry = new Date(performer.now.getTime() + warningLasts * 1000).toISOString()
    const isNew = await wiki.database.write(async tx => {
      if (await takeWarning(tx, key, now)) return false
      await keepWarning(tx, key, expiry, now)
      return true
    })
    if (!isNew) passed.add(mark)
    return isNew
  }

  return {
    edit: async attempt => {
      // As MediaWiki: what changes nothing is no edit.
      if (attempt.page !== undefined && attempt.text === (await attempt.before())) return []
      const { problems, tags } = await judge(attempt.performer, editFacts(wiki, attempt), attempt.passed)
      if (problems.length > 0) throw new Failure(problems)
      return tags
    },
    move: async ({ performer, to, reason, isAllowed }) => {
      if (!isAllowed) return { problems: [], tags: [] }
      const { namespace } = to
      const facts = {
        ...factsOf(performer),
        action: 'move',
        title: wiki.nameOf(to),
        namespace,
        summary: reason,
      } as const
      return judge(performer, facts, new Set())
    },
    upload: ({ performer, title, comment, text, size }) => {
      const { namespace } = title
      const facts = { ...factsOf(performer), title: wiki.nameOf(title), namespace, summary: comment, size }
      return judge(performer, { ...facts, action: 'upload', added: async () => text }, new Set())
    },
    account: ({ performer, name }) =>
      judge(performer, { ...factsOf(performer), action: 'createaccount', title: name, namespace: 2 }, new Set()),
  }
}

const keyOf = ({ viewer, ip }: Performer): string => (viewer.isRegistered ? `user ${viewer.userId}` : `ip ${ip}`)

/** The message of a rule, with what clients read of it. */
function refusal({ id, description }: Rule, action: 'warn' | 'disallow', own: true | string): Problem {
  const abusefilter = { id: String(id), description, actions: list('action', [action]) }
  const key = action === 'warn' ? 'abusefilter-warning' : 'abusefilter-disallowed'
  const usual = problem(key, [description, String(id)], { abusefilter })
  return own === true ? usual : { ...usual, message: { ...usual.message, key: own } }
}

const nothing = async (): Promise<string> => ''

/** What is known of something that is no edit. */
const factsOf = ({ viewer }: Performer): Omit<RuleFacts, 'action' | 'title' | 'namespace'> => ({
  user: viewer.name,
  groups: viewer.groups,
  summary: '',
  size: 0,
  sizeBefore: 0,
  added: nothing,
  removed: nothing,
  addedLinks: nothing,
})

function editFacts(wiki: Wiki, attempt: EditAttempt): RuleFacts {
  const { performer, title, page, text, summary } = attempt
  let changed: Promise<{ added: string; removed: string }> | undefined
  const lines = () => {
    changed ??= changedLines(attempt)
    return changed
  }
  let links: Promise<string> | undefined
  return {
    action: page === undefined ? 'create' : 'edit',
    user: performer.viewer.name,
    groups: performer.viewer.groups,
    title: wiki.nameOf(title),
    namespace: title.namespace,
    summary,
    size: Buffer.byteLength(text),
    sizeBefore: page?.page_len ?? 0,
    added: async () => (await lines()).added,
    removed: async () => (await lines()).removed,
    addedLinks: () => {
      links ??= addedLinks(wiki, attempt).then(found => found.join('\n'))
      return links
    },
  }
}

/** The lines that are in one of the texts only. */
async function changedLines({ before, text }: EditAttempt): Promise<{ added: string; removed: string }> {
  const old = await before()
  const oldLines = splitLines(old)
  const newLines = splitLines(text)
  const hunks = diffLines(oldLines, newLines)
  return {
    added: hunks.flatMap(hunk => newLines.slice(hunk.bStart, hunk.bEnd)).join('\n'),
    removed: hunks.flatMap(hunk => oldLines.slice(hunk.aStart, hunk.aEnd)).join('\n'),
  }
}
