// Makes a text stand in wikitext as itself. Parameters of messages that come from a request go through here.

const always: Readonly<Record<string, string>> = {
  '"': '&#34;',
  '&': '&#38;',
  "'": '&#39;',
  ';': '&#59;',
  '<': '&#60;',
  '=': '&#61;',
  '>': '&#62;',
  '[': '&#91;',
  ']': '&#93;',
  '{': '&#123;',
  '|': '&#124;',
  '}': '&#125;',
  '!!': '&#33;!',
  '~~~': '~~&#126;',
  __: '_&#95;',
  '://': '&#58;//',
}
const special = /["&';<=>[\]{|}]|!!|~~~|__|:\/\/|\r\n|[\r\n](?:[ \t\r\n!#*:]|----)/g
const firstSpecial = /^[ \t\r\n!#*+\-:~_]/
const lastSpecial = /[\t\r\n~_]$/
const bareProtocol = /(?<![A-Za-z0-9_])(bitcoin|geo|magnet|mailto|matrix|news|sips?|sms|tel|urn|xmpp):/gi
const anythingSpecial = /[^A-Za-z0-9 .,/?()%$@\\^`\u0080-\uffff]|^ /

const entity = (character: string): string => `&#${character.charCodeAt(0)};`

function escaped(found: string): string {
  const replacement = always[found]
  if (replacement !== undefined) return replacement
  if (found === '\r\n') return '&#13;\n'
  return found.charAt(0) + entity(found.charAt(1)) + found.slice(2)
}

/**
 * The text with every character that could be markup (also at the start of a line, and at the text's ends, where it could
 * join what stands beside it) as a character reference. The same places as MediaWiki, because `errorformat=raw` shows them.
 */
export function escapeWikitext(text: string): string {
  if (!anythingSpecial.test(text)) return text
  return text
    .replace(special, escaped)
    .replace(firstSpecial, entity)
    .replace(lastSpecial, entity)
    .replace(bareProtocol, '$1&#58;')
}
