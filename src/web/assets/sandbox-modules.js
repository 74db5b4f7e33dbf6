// What the API says of itself to the sandbox: the modules, and what could be meant by what somebody types.

const { search } = new URL(import.meta.url)
const { asAddress } = await import(`./sandbox-request.js${search}`)

/** How many modules one request describes. */
const modulesAtOnce = 50

/**
 * What is known of a wiki's modules. `setup` has the address of the API, the reader's language, and the modules that a MediaWiki
 * has not, by parameter and value. `ask(values)` asks the API for something, `learn(paths)` for modules that are not known yet.
 */
export function modulesOf(setup) {
  const infos = new Map()

  async function ask(values) {
    const all = { ...values, format: 'json', formatversion: '2', uselang: setup.language }
    const response = await fetch(asAddress(setup.api, Object.entries(all)), { credentials: 'same-origin' })
    const answer = await response.json()
    if (answer.error) throw new Error(answer.error.info)
    return answer
  }

  async function learn(paths) {
    const missing = paths.filter(path => !infos.has(path))
    for (let from = 0; from < missing.length; from += modulesAtOnce) {
      const modules = missing.slice(from, from + modulesAtOnce).join('|')
      const { paraminfo } = await ask({ action: 'paraminfo', modules, helpformat: 'html' })
      for (const info of paraminfo.modules) infos.set(info.path, completed(info))
    }
  }

  /** Paraminfo tells what a MediaWiki's does: neither the modules beyond it nor the type of the token for a login. */
  function completed(info) {
    for (const param of info.parameters) {
      if (info.path === 'login' && param.name === 'token') param.tokentype = 'login'
      const beyond = setup.beyond[param.name]
      if (param.submodules === undefined || beyond === undefined) continue
      Object.assign(param.submodules, beyond)
      param.type.push(...Object.keys(beyond))
    }
    return info
  }

  /** Titles or user names that begin as it was typed; none where the API does not tell. */
  async function suggest(kind, typed) {
    const { list, ...values } = suggestions[kind](typed)
    try {
      const { query } = await ask({ action: 'query', list, ...values })
      return query[list].map(one => one.title ?? one.name)
    } catch {
      return []
    }
  }

  return { infos, ask, learn, suggest }
}

const suggestions = {
  title: typed => ({ list: 'prefixsearch', pssearch: typed, psnamespace: '*', pslimit: '8' }),
  user: typed => ({
    list: 'allusers',
    auprefix: typed.slice(0, 1).toUpperCase() + typed.slice(1),
    aulimit: '8',
  }),
}
