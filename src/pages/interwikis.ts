// The other wikis that a new wiki knows: prefix and address, as a MediaWiki installation begins with them.

/** One other wiki. In `url`, `$1` is the place of the title. */
export interface Interwiki {
  readonly prefix: string
  readonly url: string
  readonly api?: string
  /** Whether the prefix leads back to this wiki. */
  readonly local?: boolean
}

/** In order of prefix. */
export const defaultInterwikis: readonly Interwiki[] = [
  { prefix: 'acronym', url: 'https://www.acronymfinder.com/~/search/af.aspx?string=exact&Acronym=$1' },
  { prefix: 'arxiv', url: 'https://www.arxiv.org/abs/$1' },
  { prefix: 'c2', url: 'https://wiki.c2.com/?$1' },
  { prefix: 'cache', url: 'https://www.google.com/search?q=cache:$1' },
  { prefix: 'commons', url: 'https://commons.wikimedia.org/wiki/$1', api: 'https://commons.wikimedia.org/w/api.php' },
  { prefix: 'dictionary', url: 'https://www.dict.org/bin/Dict?Database=*&Form=Dict1&Strategy=*&Query=$1' },
  { prefix: 'doi', url: 'https://dx.doi.org/$1' },
  { prefix: 'elibre', url: 'http://enciclopedia.us.es/index.php/$1', api: 'http://enciclopedia.us.es/api.php' },
  { prefix: 'emacswiki', url: 'https://www.emacswiki.org/emacs/$1' },
  { prefix: 'fandom', url: 'https://community.fandom.com/wiki/w:c:$1' },
  { prefix: 'foldoc', url: 'https://foldoc.org/?$1' },
  { prefix: 'freebsdman', url: 'https://www.FreeBSD.org/cgi/man.cgi?apropos=1&query=$1' },
  { prefix: 'google', url: 'https://www.google.com/search?q=$1' },
  { prefix: 'googlegroups', url: 'https://groups.google.com/groups?q=$1' },
  { prefix: 'hammondwiki', url: 'https://www.dairiki.org/HammondWiki/$1' },
  { prefix: 'hrwiki', url: 'http://www.hrwiki.org/wiki/$1', api: 'http://www.hrwiki.org/w/api.php' },
  { prefix: 'imdb', url: 'https://www.imdb.com/find?q=$1&tt=on' },
  { prefix: 'lojban', url: 'https://mw.lojban.org/papri/$1' },
  { prefix: 'meatball', url: 'http://meatballwiki.org/wiki/$1' },
  { prefix: 'mediawikiwiki', url: 'https://www.mediawiki.org/wiki/$1', api: 'https://www.mediawiki.org/w/api.php' },
  {
    prefix: 'memoryalpha',
    url: 'https://memory-alpha.fandom.com/wiki/$1',
    api: 'https://memory-alpha.fandom.com/api.php',
  },
  { prefix: 'metawikimedia', url: 'https://meta.wikimedia.org/wiki/$1', api: 'https://meta.wikimedia.org/w/api.php' },
  { prefix: 'mozillawiki', url: 'https://wiki.mozilla.org/$1', api: 'https://wiki.mozilla.org/api.php' },
  { prefix: 'mw', url: 'https://www.mediawiki.org/wiki/$1', api: 'https://www.mediawiki.org/w/api.php' },
  { prefix: 'oeis', url: 'https://oeis.org/$1' },
  { prefix: 'pmid', url: 'https://www.ncbi.nlm.nih.gov/pubmed/$1?dopt=Abstract' },
  { prefix: 'pythoninfo', url: 'https://wiki.python.org/moin/$1' },
  { prefix: 'rfc', url: 'https://datatracker.ietf.org/doc/html/rfc$1' },
  { prefix: 'senseislibrary', url: 'https://senseis.xmp.net/?$1' },
  { prefix: 'shoutwiki', url: 'https://www.shoutwiki.com/wiki/$1', api: 'https://www.shoutwiki.com/w/api.php' },
  { prefix: 'theopedia', url: 'https://www.theopedia.com/$1' },
  { prefix: 'tmbw', url: 'https://www.tmbw.net/wiki/$1', api: 'https://tmbw.net/wiki/api.php' },
  { prefix: 'twiki', url: 'https://twiki.org/cgi-bin/view/$1' },
  { prefix: 'uncyclopedia', url: 'https://en.uncyclopedia.co/wiki/$1', api: 'https://en.uncyclopedia.co/w/api.php' },
  { prefix: 'usemod', url: 'https://www.usemod.org/cgi-bin/wiki.pl?$1' },
  { prefix: 'wikia', url: 'https://community.fandom.com/wiki/w:c:$1' },
  { prefix: 'wikibooks', url: 'https://en.wikibooks.org/wiki/$1', api: 'https://en.wikibooks.org/w/api.php' },
  { prefix: 'wikidata', url: 'https://www.wikidata.org/wiki/$1', api: 'https://www.wikidata.org/w/api.php' },
  { prefix: 'wikihow', url: 'https://www.wikihow.com/$1', api: 'https://www.wikihow.com/api.php' },
  {
    prefix: 'wikimedia',
    url: 'https://foundation.wikimedia.org/wiki/$1',
    api: 'https://foundation.wikimedia.org/w/api.php',
  },
  { prefix: 'wikinews', url: 'https://en.wikinews.org/wiki/$1', api: 'https://en.wikinews.org/w/api.php' },
  { prefix: 'wikipedia', url: 'https://en.wikipedia.org/wiki/$1', api: 'https://en.wikipedia.org/w/api.php' },
  { prefix: 'wikiquote', url: 'https://en.wikiquote.org/wiki/$1', api: 'https://en.wikiquote.org/w/api.php' },
  { prefix: 'wikisource', url: 'https://wikisource.org/wiki/$1', api: 'https://wikisource.org/w/api.php' },
  {
    prefix: 'wikispecies',
    url: 'https://species.wikimedia.org/wiki/$1',
    api: 'https://species.wikimedia.org/w/api.php',
  },
  { prefix: 'wikiversity', url: 'https://en.wikiversity.org/wiki/$1', api: 'https://en.wikiversity.org/w/api.php' },
  { prefix: 'wikivoyage', url: 'https://en.wikivoyage.org/wiki/$1', api: 'https://en.wikivoyage.org/w/api.php' },
  { prefix: 'wikiwikiweb', url: 'http://wiki.c2.com/?$1' },
  { prefix: 'wikt', url: 'https://en.wiktionary.org/wiki/$1', api: 'https://en.wiktionary.org/w/api.php' },
  { prefix: 'wiktionary', url: 'https://en.wiktionary.org/wiki/$1', api: 'https://en.wiktionary.org/w/api.php' },
]

/** The addresses by prefix. */
export const interwikiUrls: ReadonlyMap<string, string> = new Map(
  defaultInterwikis.map(({ prefix, url }) => [prefix, url]),
)
