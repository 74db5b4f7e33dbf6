// The finished body of a page: edit links, table of contents and the box around it, as whoever shows it wants them.

import { escapeAttribute, wikiUrlEncode } from './escape.ts'
import { tocPlace } from './passes/headings.ts'
import type { Rendering, Section } from './render.ts'

/** How a body is to be shown. */
export interface Presentation {
  /** Edit links at headings; left out, there are none. */
  readonly editLinks?: {
    readonly script: string
    /** The link's text: `edit`. */
    readonly label: string
    /** The link's title for a section's name, which is HTML: `Edit section: $1`. */
    readonly title: (section: string) => string
    /** Whether the text stands in an element of its own, as in newer skins. */
    readonly boxed?: boolean
  }
  /** `place` leaves a meta element where the list goes, `list` puts it there, `none` takes it out. */
  readonly toc?: 'place' | 'list' | 'none'
  /** The heading of the table of contents. */
  readonly tocTitle?: string
  /** The box around the body; left out, there is none. */
  readonly wrapper?: { readonly classes: string; readonly language: string; readonly direction: 'ltr' | 'rtl' }
}

/** Writes the body of a rendering for readers. */
export function presentHtml(rendering: Pick<Rendering, 'html' | 'sections'>, how: Presentation): string {
  let { html } = rendering
  if (html.includes('<mw:editsection')) {
    html = html.replace(
      /<mw:editsection page="([^"]*)" section="([^"]*)">(.*?)<\/mw:editsection>/gs,
      (_, page: string, section: string, title: string) => editLink(page, section, title, how),
    )
  }
  if (how.toc === 'none') html = html.replaceAll(tocPlace, '')
  else if (how.toc === 'list') {
    html = html.replace(tocPlace, () => tocHtml(rendering.sections, how.tocTitle ?? ''))
  }
  if (!how.wrapper) return html
  const { classes, language, direction } = how.wrapper
  return `<div class="${escapeAttribute(classes)}" lang="${escapeAttribute(language)}" dir="${direction}">${html}</div>`
}

function editLink(page: string, section: string, title: string, how: Presentation): string {
  const { editLinks } = how
  if (!editLinks) return ''
  const name = page.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  const address = `${editLinks.script}?title=${wikiUrlEncode(name)}&action=edit&section=${section}`
  const label = editLinks.boxed === true ? `<span>${editLinks.label}</span>` : editLinks.label
  const hint = editLinks.title(title).replaceAll('"', '&quot;')
  return `<span class="mw-editsection"><span class="mw-editsection-bracket">[</span><a href="${escapeAttribute(address)}" title="${hint}">${label}</a><span class="mw-editsection-bracket">]</span></span>`
}

/** The table of contents as nested lists. */
export function tocHtml(sections: readonly Section[], title: string): string {
  let list = ''
  let level = 0
  for (const section of sections) {
    if (section.tocLevel > level) list += '\n<ul>\n'.repeat(section.tocLevel - level)
    else list += `</li>\n${'</ul>\n</li>\n'.repeat(level - section.tocLevel)}`
    level = section.tocLevel
    const own = /^\d+$/.test(section.index) ? ` tocsection-${section.index}` : ''
    list += `<li class="toclevel-${section.tocLevel}${own}"><a href="#${escapeAttribute(section.anchor)}"><span class="tocnumber">${section.number}</span> <span class="toctext">${section.line}</span></a>`
  }
  if (level > 0) list += `</li>\n${'</ul>\n</li>\n'.repeat(level - 1)}</ul>\n`
  const heading = `<h2 id="mw-toc-heading">${title}</h2>`
  return `<div id="toc" class="toc" role="navigation" aria-labelledby="mw-toc-heading"><input type="checkbox" role="button" id="toctogglecheckbox" class="toctogglecheckbox" style="display:none" /><div class="toctitle" lang="en" dir="ltr">${heading}<span class="toctogglespan"><label class="toctogglelabel" for="toctogglecheckbox"></label></span></div>${list}</div>\n`
}
