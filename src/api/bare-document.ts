// Pages that the API gives to browsers: they stand for themselves and load nothing.
import { escapeHtml } from '../language/message-text.ts'

/** What the head of such a page says. */
export interface DocumentHead {
  readonly language: string
  readonly direction: string
  /** Escaped already. */
  readonly title: string
  readonly style: string
}

/** The beginning of the page, up to its body. */
export const documentHead = ({ language, direction, title, style }: DocumentHead): string => `<!DOCTYPE html>
<html lang="${escapeHtml(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${style}</style>
</head>
`
