// Text in the HTML of differences. Which characters are escaped where is part of what clients see.

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#039;',
}

/** For changed text: quotes stay. */
export function escapeChanged(text: string): string {
  return text.replace(/[&<>]/g, character => entities[character] ?? '')
}

/** For context lines: quotes too. */
export function escapeContext(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? '')
}

/** For preformatted text: only what begins an entity or a tag. */
export function escapePreformatted(text: string): string {
  return text.replace(/[&<]/g, character => entities[character] ?? '')
}

/** Keeps a browser from dropping blanks: at the start, at the end, and every other one of several. */
export function showBlanks(html: string): string {
  return html.replace(/^ /, '\u00a0 ').replace(/ $/, ' \u00a0').replace(/ {2}/g, '\u00a0 ')
}
