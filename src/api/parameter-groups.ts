// The rules between parameters: of a group at least one, exactly one, at most one.
import { fail } from '../errors.ts'
import type { MessageParam } from '../language/messages.ts'
import type { ActionModule, QueryModule } from './module.ts'

const marked = (prefix: string, names: readonly string[]): MessageParam => ({
  list: names.map(name => `<var>${prefix}${name}</var>`),
  type: 'text',
})

/** Throws `missingparam` or `invalidparammix` where the given parameters break a rule of the module. */
export function checkGroups(
  module: Pick<ActionModule | QueryModule, 'prefix' | 'atLeastOne' | 'exactlyOne' | 'atMostOne'>,
  given: ReadonlySet<string>,
): void {
  const prefix = module.prefix ?? ''
  // As MediaWiki: in the order of the module's table, whatever the order of the group.
  const givenOf = (group: readonly string[]): string[] => [...given].filter(name => group.includes(name))
  for (const group of module.atLeastOne ?? []) {
    if (givenOf(group).length === 0) {
      throw fail('apierror-missingparam-at-least-one-of', [marked(prefix, group), group.length])
    }
  }
  for (const group of module.exactlyOne ?? []) {
    const found = givenOf(group)
    if (found.length === 0) throw fail('apierror-missingparam-one-of', [marked(prefix, group), group.length])
    if (found.length > 1) throw fail('apierror-invalidparammix', [marked(prefix, found), found.length])
  }
  for (const group of module.atMostOne ?? []) {
    const found = givenOf(group)
    if (found.length > 1) throw fail('apierror-invalidparammix', [marked(prefix, found), found.length])
  }
}
