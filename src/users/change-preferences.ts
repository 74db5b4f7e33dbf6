// Changing somebody's own preferences.
import type { UserId } from '../ids.ts'
import type { Message } from '../language/messages.ts'
import type { Wiki } from '../wiki.ts'
import { kindOf, type PreferenceKind, preferenceProblem } from './preference-kinds.ts'
import { defaultPreferences } from './preferences.ts'
import { propertiesOfUser, setProperty } from './user-store.ts'

export interface PreferencesOrder {
  /** The kinds of preferences that become again what they are for who never chose. */
  readonly reset: readonly (PreferenceKind | 'all' | string)[]
  /** By name; null for the default. */
  readonly changes: ReadonlyMap<string, string | null>
}

/** A preference that stays as it was, and why. */
export interface RefusedPreference {
  readonly name: string
  readonly why: Message
}

/** Resets first, then changes what can be changed; says what cannot. */
export async function changePreferences(
  wiki: Wiki,
  user: UserId,
  { reset, changes }: PreferencesOrder,
): Promise<RefusedPreference[]> {
  const { namespaces } = wiki.titles
  const searchable = namespaces.ids.filter(id => id >= 0)
  const before = defaultPreferences(wiki.config, namespaces)
  const refused: RefusedPreference[] = []
  const wanted = new Map<string, string | null>()
  for (const [name, value] of changes) {
    const why = preferenceProblem(name, value, searchable)
    if (why !== undefined) refused.push({ name, why })
    // As MediaWiki: what is chosen as the default is not kept, and changes when the default does.
    else wanted.set(name, value === null || value === asText(before[name]) ? null : value)
  }
  if (reset.length === 0 && wanted.size === 0) return refused
  await wiki.database.write(async tx => {
    const chosen = reset.length === 0 ? [] : await propertiesOfUser(tx, user)
    for (const { up_property: name } of chosen) {
      const isMeant = reset.includes('all') || reset.includes(kindOf(name, searchable))
      if (isMeant && !wanted.has(name)) await setProperty(tx, user, name, null)
    }
    for (const [name, value] of wanted) await setProperty(tx, user, name, value)
  })
  return refused
}

const asText = (value: string | number | boolean | undefined): string | undefined =>
  value === undefined ? undefined : typeof value === 'boolean' ? (value ? '1' : '') : String(value)
