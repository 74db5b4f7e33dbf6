// What the old form of revisions does to a text before it shows it: expand its templates, render it, give its tree.
import { escapeHtml } from '../../language/message-text.ts'
import type { MessageParam } from '../../language/messages.ts'
import { contentModel } from '../../pages/content-models.ts'
import { directionOf, pageLanguage } from '../../pages/page-language.ts'
import { sourceHtml } from '../../pages/shown-content.ts'
import { expandContextOf } from '../../pages/wikitext-context.ts'
import { RenderingGivenUp } from '../../rendering/given-up.ts'
import { type ExpandContext, expandTemplates, parseTree, presentHtml, type Rendering } from '../../wikitext/index.ts'
import { content, type Value } from '../result.ts'
import { dateOf, type Timestamp } from '../timestamps.ts'
import type { RevisionContext } from './revision-content.ts'
import type { RevisionOnPage, RevisionProps } from './revision-props.ts'

/** Puts the text, or what was asked to be made of it, onto the revision. */
export async function showOldText(
  context: RevisionContext,
  shown: Record<string, Value>,
  on: RevisionOnPage,
  text: string,
  props: RevisionProps,
): Promise<void> {
  const { wiki, warn } = context
  const model = on.revision.contentModel
  const { formats, isWikitext } = contentModel(model)
  const name = wiki.nameOf(on.page)
  if (props.parseTree) {
    if (isWikitext) {
      shown.parsetree = parseTree(text, expandContextOf(wiki, on.page, context.now))
    } else {
      shown.badcontentformatforparsetree = true
      warn({ key: 'apierror-parsetree-notwikitext-title', params: [name, model] })
    }
  }
  if (!props.wants.has('content')) return
  if (props.parse) {
    shown.content = content(await rendered(context, on, text))
  } else if (props.expandTemplates && isWikitext) {
    shown.content = content((await expandTemplates(text, expandContextOf(wiki, on.page, context.now))).text)
  } else if (props.expandTemplates) {
    warn({ key: 'apierror-templateexpansion-notwikitext', params: [name, model] })
    shown.badcontentformat = true
  } else {
    const format = props.format ?? formats[0] ?? ''
    if (!formats.includes(format)) {
      warn({ key: 'apierror-badformat', params: [format, model, name] })
      shown.badcontentformat = true
      return
    }
    shown.contentformat = format
    shown.contentmodel = model
    shown.content = content(text)
  }
}

/** As HTML; what is no wikitext as it is written. */
async function rendered(context: RevisionContext, on: RevisionOnPage, text: string): Promise<string> {
  const { wiki, request } = context
  if (!contentModel(on.revision.contentModel).isWikitext) {
    return `<pre class="mw-code" dir="ltr">${escapeHtml(text)}</pre>`
  }
  const language = pageLanguage(on.page, undefined, wiki.config.language)
  const direction = directionOf(language)
  const say = (key: string, ...params: MessageParam[]) => wiki.messages.html({ key, params }, request.language)
  let rendering: Rendering
  try {
    rendering = await wiki.renderer.render(text, wikitextContext(context, on))
  } catch (error) {
    if (!(error instanceof RenderingGivenUp)) throw error
    context.warn({ key: 'x-not-rendered', params: [] })
    return sourceHtml(text)
  }
  return presentHtml(rendering, {
    toc: 'list',
    tocTitle: say('toc'),
    editLinks: {
      script: `${wiki.config.scriptPath}/index.php`,
      label: say('editsection'),
      title: section => say('editsectionhint', { raw: section.replace(/<[^>]*>/g, '') }),
      boxed: true,
    },
    wrapper: { classes: `mw-content-${direction} mw-parser-output`, language, direction },
  })
}

function wikitextContext({ wiki, viewer, now }: RevisionContext, { revision, page }: RevisionOnPage): ExpandContext {
  const actor = revision.actor.for(viewer)
  return {
    ...expandContextOf(wiki, page, now),
    revision: {
      pageId: revision.page,
      revisionId: revision.id,
      timestamp: dateOf(revision.timestamp as Timestamp).getTime(),
      size: revision.size,
      // A hidden name is not told in a text either, whoever reads it.
      ...(actor.is === 'open' ? { user: actor.value.name } : {}),
    },
  }
}
