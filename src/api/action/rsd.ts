// action=rsd: where the API is, in the form of Really Simple Discovery.
import { pageUrl } from '../../pages/page-address.ts'
import { parseTitle } from '../../pages/title.ts'
import { printXml } from '../formats/xml.ts'
import { defineModule, RawAnswer } from '../module.ts'
import { list, subelement } from '../result.ts'

const documentation = 'https://www.mediawiki.org/wiki/Special:MyLanguage/API'

export const rsd = defineModule({
  path: 'rsd',
  mode: 'read',
  needsRead: false,
  params: {},
  examples: { 'action=rsd': 'apihelp-rsd-example-simple' },

  async run({ wiki }) {
    const { config, titles } = wiki
    const main = parseTitle(config.mainPage, titles)
    const api = {
      name: 'MediaWiki',
      preferred: 'true',
      apiLink: `${config.server}${config.scriptPath}/api.php`,
      blogID: '',
      settings: { docs: subelement(documentation) },
    }
    const service = {
      apis: list('api', [api]),
      engineName: subelement('MediaWiki'),
      engineLink: subelement('https://www.mediawiki.org/'),
      homePageLink: subelement(main.ok ? pageUrl(main.title, titles.namespaces, config) : config.server),
    }
    const xmlRoot = { name: 'rsd', namespace: 'http://archipelago.phrasewise.com/rsd' }
    return new RawAnswer({
      status: 200,
      headers: {
        'Content-Type': 'application/rsd+xml; charset=utf-8',
        'Content-Disposition': 'inline; filename=api-result.xml',
        'X-Content-Type-Options': 'nosniff',
        'X-Frame-Options': 'DENY',
        'Cache-Control': 'private, must-revalidate, max-age=0',
      },
      body: printXml({ version: '1.0', service }, { formatversion: 1, xmlRoot }),
    })
  },
})
