// Which entry of the wiki an address belongs to. The web server routes by what comes out here, never by raw addresses,
// for those hold titles in any encoding.
import type { IncomingMessage } from 'node:http'

export type Script = 'api' | 'index' | 'rest' | 'load'

export interface Place {
  readonly entry: Script | 'page' | 'images' | 'other'
  /** The path as it was sent. */
  readonly path: string
  /** What follows the script or `/wiki/`, still encoded. */
  readonly rest: string
}

const scripts: readonly (readonly [string, Script])[] = [
  ['/api.php', 'api'],
  ['/index.php', 'index'],
  ['/rest.php', 'rest'],
  ['/load.php', 'load'],
]

/** Finds the place of an address. Scripts are known at the root and below `/w/`. */
export function placeOf(url: string): Place {
  const query = url.indexOf('?')
  const path = (query < 0 ? url : url.slice(0, query)).replace(/^https?:\/\/[^/]*/i, '')
  const local = path.startsWith('/w/') ? path.slice(2) : path
  for (const [name, entry] of scripts) {
    if (local === name) return { entry, path, rest: '' }
    if (local.startsWith(name) && local[name.length] === '/') {
      return { entry, path, rest: local.slice(name.length + 1) }
    }
  }
  if (path === '/' || path === '/wiki') return { entry: 'page', path, rest: '' }
  if (path.startsWith('/wiki/')) return { entry: 'page', path, rest: path.slice('/wiki/'.length) }
  if (local.startsWith('/images/')) return { entry: 'images', path, rest: local.slice('/images/'.length) }
  return { entry: 'other', path, rest: '' }
}

/** The query string of an address, without its question mark. */
export function queryOf(url: string): string {
  const query = url.indexOf('?')
  return query < 0 ? '' : url.slice(query + 1)
}

/**
 * The address that the web server routes by. What is inside, as `/api`, cannot be asked for from outside: there it is
 * as unknown as any other.
 */
export function routeOf(request: IncomingMessage): string {
  const { entry, path, rest } = placeOf(request.url ?? '/')
  if (entry === 'other') return path.startsWith('/assets/') || path === '/favicon.ico' ? path : '/none'
  return rest !== '' && (entry === 'api' || entry === 'load') ? '/without-path-info' : `/${entry}`
}
