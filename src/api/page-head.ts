// The beginning of a document that a client shows a parsed page in: `headhtml` of action=parse.
import { escapeHtml } from '../language/message-text.ts'
import { directionOf } from '../pages/page-language.ts'
import { prefixedText, type Title } from '../pages/title.ts'
import { generator } from '../version.ts'
import type { Wiki } from '../wiki.ts'

/** From the doctype to the opening of the body. `titleHtml` is what the page is called. */
export function pageHead({ config, titles }: Wiki, title: Title, titleHtml: string, language: string): string {
  const shown = escapeHtml(config.siteName)
  const name = titleHtml.replace(/<[^>]*>/g, '')
  const page = prefixedText(title, titles.namespaces).replace(/[^\p{L}\p{N}.-]+/gu, '_')
  const kind = title.namespace < 0 ? 'ns-special' : title.namespace % 2 === 1 ? 'ns-talk' : 'ns-subject'
  const direction = directionOf(language)
  return [
    '<!DOCTYPE html>',
    `<html class="client-nojs" lang="${escapeHtml(language)}" dir="${direction}">`,
    '<head>',
    '<meta charset="UTF-8">',
    `<title>${name} - ${shown}</title>`,
    `<meta name="generator" content="${generator}">`,
    '</head>',
    `<body class="mediawiki ${direction} sitedir-${directionOf(config.language)} ns-${title.namespace} ${kind} page-${page}">`,
  ].join('\n')
}
