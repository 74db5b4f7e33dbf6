// action=stashedit: a text that somebody is about to save. It is made ready when it is saved, not before.
import { createHash } from 'node:crypto'
import { fail } from '../../errors.ts'
import { defineModule } from '../module.ts'
import { titleOfText } from '../page-of.ts'
import { p } from '../params.ts'

export const stashedit = defineModule({
  path: 'stashedit',
  mode: 'write',
  internal: true,
  params: {
    title: p.string({ required: true }),
    section: p.string(),
    sectiontitle: p.string(),
    text: p.text(),
    stashedtexthash: p.string(),
    summary: p.string({ default: '' }),
    contentmodel: p.contentModel({ required: true }),
    contentformat: p.contentFormat({ required: true }),
    baserevid: p.integer({ required: true }),
  },
  exactlyOne: [['stashedtexthash', 'text']],
  examples: {},

  /** Throws `missingtext` for a text that was to be known by its hash: none is kept. */
  async run(context, { title, text }) {
    titleOfText(context, title)
    if (text === undefined) throw fail('apierror-stashedit-missingtext', [])
    const texthash = createHash('sha1').update(text.trimEnd()).digest('hex')
    return { status: 'uncacheable', texthash }
  },
})
