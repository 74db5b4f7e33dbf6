// The page that action=help answers with: help about the API by itself, which needs nothing of the wiki's other pages.
import { createHash } from 'node:crypto'
import { escapeHtml } from '../../language/message-text.ts'
import { documentHead } from '../bare-document.ts'
import { type HelpContext, type HelpOrder, helpBody } from './help.ts'

/** What the frame says of the page. */
export interface HelpFrame {
  /** As the attribute `lang` wants it. */
  readonly languageCode: string
  readonly direction: 'ltr' | 'rtl'
  readonly siteName: string
}

const style = `
:root { color-scheme: light dark; --soft: #f4f4f1; --line: #8c8c88; --warn: #8a3b00 }
@media (prefers-color-scheme: dark) { :root { --soft: #222226; --warn: #f0b27a } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 56rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.5rem } h2 { font-size: 1.25rem; border-block-start: 1px solid var(--line); padding-block-start: 1rem; margin-block-start: 2rem }
h3 { font-size: 1.125rem; margin-block-end: .25rem } h4 { font-size: 1rem } dt { margin-block-start: .75rem } dt > [lang] { font-family: ui-monospace, monospace }
dd { margin-inline-start: 1.5rem } dd.info { color: GrayText } dd p { margin-block: 0 .5rem } dd dl { margin-block: .25rem }
kbd, samp, code { font-family: ui-monospace, monospace; background: var(--soft); padding: 0 .2em } var { font-family: ui-monospace, monospace }
.apihelp-deprecated, .apihelp-internal, .apihelp-flag-deprecated, .apihelp-flag-internal { color: var(--warn) }
.apihelp-linktrail, .apihelp-flags { font-size: .875rem } .apihelp-block-head { font-weight: 700; margin-block-start: 1rem }
.toc ul { list-style: none; padding-inline-start: 1rem }
`
const styleHash = createHash('sha256').update(style).digest('base64')
/** Nothing of a page of help comes from elsewhere. */
export const helpPolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** A whole page about some modules. */
export function helpPage(order: HelpOrder, context: HelpContext, frame: HelpFrame): string {
  const { messages, language } = context
  const title = escapeHtml(messages.plain({ key: 'api-help-title', params: [] }, language))
  const head = documentHead({
    language: frame.languageCode,
    direction: frame.direction,
    title: `${title} - ${escapeHtml(frame.siteName)}`,
    style,
  })
  return `${head}<body>
<header>
<h1>${title}</h1>
<p>${messages.html({ key: 'api-help-lead', params: [] }, language)}</p>
</header>
<main>
${helpBody(order, context)}
</main>
</body>
</html>
`
}
