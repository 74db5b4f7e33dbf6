// Which groups have a right, written for a message that tells who may.
import { defaultGroupRights, type Right } from './rights.ts'

const names: Readonly<Record<string, string>> = {
  user: 'Users',
  autoconfirmed: 'Autoconfirmed users',
  bot: 'Bots',
  sysop: 'Administrators',
  'interface-admin': 'Interface administrators',
  bureaucrat: 'Bureaucrats',
  suppress: 'Suppressors',
}

/** The names of the groups that have a right, as links to their project pages. */
export function groupsWith(right: Right, groupRights = defaultGroupRights, project = 'Project'): string[] {
  return Object.entries(groupRights)
    .filter(([group, rights]) => group !== '*' && rights.includes(right))
    .map(([group]) => (names[group] === undefined ? group : `[[${project}:${names[group]}|${names[group]}]]`))
}
