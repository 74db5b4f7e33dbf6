// Which groups have a right, written for a message that tells who may.
import type { GroupRights, Right } from './rights.ts'

const names: Readonly<Record<string, string>> = {
  user: 'Users',
  autoconfirmed: 'Autoconfirmed users',
  bot: 'Bots',
  sysop: 'Administrators',
  'interface-admin': 'Interface administrators',
  bureaucrat: 'Bureaucrats',
  suppress: 'Suppressors',
}
/** The pages that tell of groups, where they are not named as the groups are. */
const pages: Readonly<Record<string, string>> = { suppress: 'Suppress' }

/** The names of the groups that have a right, as links to their project pages. */
export function groupsWith(right: Right, groupRights: GroupRights, project: string): string[] {
  return Object.entries(groupRights)
    .filter(([group, rights]) => group !== '*' && rights.includes(right))
    .map(([group]) => {
      const name = names[group]
      return name === undefined ? group : `[[${project}:${pages[group] ?? name}|${name}]]`
    })
}
