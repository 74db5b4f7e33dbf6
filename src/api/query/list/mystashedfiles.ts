// query+mystashedfiles: the files that wait in one's own stash.
import { Failure, problem } from '../../../errors.ts'
import { type ListedStash, stashedOfUser } from '../../../files/stash-store.ts'
import { defineList, prop } from '../../listing.ts'
import { p } from '../../params.ts'
import { readContinue } from '../continue-value.ts'

export const mystashedfiles = defineList({
  path: 'query+mystashedfiles',
  cache: 'private',
  prefix: 'msf',
  params: {
    prop: p.oneOf(['size', 'type'], { multi: true, default: '' }),
    limit: p.limit({ default: 10 }),
    continue: p.string(),
  },
  item: 'file',
  examples: { 'action=query&list=mystashedfiles&msfprop=size': 'apihelp-query+mystashedfiles-example-simple' },

  async find({ db, viewer, now }, given, limit): Promise<ListedStash[]> {
    if (viewer.userId === 0) {
      throw new Failure([{ ...problem('apierror-mustbeloggedin-uploadstash', []), code: 'stashnotloggedin' }])
    }
    const [from = 0] = readContinue(given.continue, ['integer'], now) ?? []
    return stashedOfUser(db, viewer.userId, from, limit)
  },
  continueAt: ({ id }) => String(id),
  always: prop<ListedStash>({
    show: ({ file }) => ({ filekey: file.key, status: file.isPartial ? 'chunks' : 'finished' }),
  }),
  props: {
    size: prop<ListedStash>({
      show: ({ file }) => ({
        size: file.isPartial ? file.received : file.size,
        width: file.content.width,
        height: file.content.height,
        bits: file.content.bits,
      }),
    }),
    type: prop<ListedStash>({
      show: ({ file }) => ({ mimetype: file.content.mime, mediatype: file.content.mediaType }),
    }),
  },
})
