// query+stashimageinfo: what is known of files that wait in one's own stash.
import { fail } from '../../../errors.ts'
import { isFileKey, stashedOf } from '../../../files/stash.ts'
import type { FileProp } from '../../file-props.ts'
import { defineQuery } from '../../module.ts'
import { checkGroups } from '../../parameter-groups.ts'
import { p } from '../../params.ts'
import { list } from '../../result.ts'
import { showStashed, stashedProps } from '../../stashed-file.ts'

export const stashimageinfo = {
  ...defineQuery({
    path: 'query+stashimageinfo',
    cache: 'private',
    prefix: 'sii',
    group: 'meta',
    params: {
      filekey: p.string({ multi: true }),
      sessionkey: p.string({ multi: true, deprecated: true }),
      prop: p.oneOf(stashedProps, { multi: true, default: 'timestamp|url' }),
      urlwidth: p.integer({ default: -1 }),
      urlheight: p.integer({ default: -1 }),
      urlparam: p.string({ default: '' }),
    },
    examples: {
      'action=query&prop=stashimageinfo&siifilekey=124sd34rsdf567': 'apihelp-query+stashimageinfo-example-simple',
      'action=query&prop=stashimageinfo&siifilekey=b34edoe3|bceffd4&siiurlwidth=120&siiprop=url':
        'apihelp-query+stashimageinfo-example-params',
    },

    async run({ wiki, db, viewer }, { filekey, sessionkey, prop }) {
      if (!viewer.isRegistered) throw fail('apierror-mustbeloggedin-uploadstash', [])
      const given = new Set(Object.entries({ filekey, sessionkey }).flatMap(([name, keys]) => (keys ? [name] : [])))
      checkGroups({ prefix: 'sii', atLeastOne: [['filekey', 'sessionkey']] }, given)
      const props: ReadonlySet<FileProp> = new Set(prop)
      const shown = []
      // Keys are few, as a parameter takes: each is looked up by its index.
      for (const key of (filekey?.length ? filekey : sessionkey) ?? []) {
        if (!isFileKey(key)) throw fail('uploadstash-bad-path-bad-format', [key])
        shown.push(showStashed(wiki, await stashedOf(db, viewer.userId, key), props))
      }
      return list('stashimageinfo', shown)
    },
  }),
  // As MediaWiki: it is asked for as a property of pages, and answers beside them.
  group: 'prop' as const,
}
