// The capital that the first letter of a title or a user name gets.

// Letters whose titlecase is not their uppercase, in pairs of letter and titlecase. `Ǆ`, `Ǳ` and the like are here too,
// because a title begins with the titlecase form whichever of the three was typed.
const titlecase = new Map<string, string>(
  (
    'ß=Ss Ǆ=ǅ ǅ=ǅ ǆ=ǅ Ǉ=ǈ ǈ=ǈ ǉ=ǈ Ǌ=ǋ ǋ=ǋ ǌ=ǋ Ǳ=ǲ ǲ=ǲ ǳ=ǲ և=Եւ ﬀ=Ff ﬁ=Fi ﬂ=Fl ﬃ=Ffi ﬄ=Ffl ﬅ=St ﬆ=St ' +
    'ﬓ=Մն ﬔ=Մե ﬕ=Մի ﬖ=Վն ﬗ=Մխ ᾳ=ᾼ ᾼ=ᾼ ᾷ=ᾼ\u0342 ᾲ=Ὰ\u0345 ᾴ=Ά\u0345 ῃ=ῌ ῌ=ῌ ῇ=ῌ\u0342 ῂ=Ὴ\u0345 ῄ=Ή\u0345 ' +
    'ῳ=ῼ ῼ=ῼ ῷ=ῼ\u0342 ῲ=Ὼ\u0345 ῴ=Ώ\u0345'
  )
    .split(' ')
    .map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
)

// Georgian has no titlecase. The other letters got their capital after Unicode 14, which MediaWiki 1.43 does not know:
// a capital that appears in a later Unicode would make two titles of one.
const withoutCapital =
  /[\u019b\u0264\u10d0-\u10ff\u1c8a\ua7cd\ua7cf\ua7d3\ua7d5\ua7db\u{10d70}-\u{10d85}\u{16ebb}-\u{16ed3}]/u

function titlecaseOf(letter: string): string {
  const known = titlecase.get(letter)
  if (known !== undefined) return known
  if (withoutCapital.test(letter)) return letter
  const code = letter.charCodeAt(0)
  // Greek with iota subscript: the capital with iota stands eight code points later.
  if (code >= 0x1f80 && code <= 0x1faf) return String.fromCharCode(code | 8)
  return letter.toUpperCase()
}

/** The text with its first letter as a capital, as in the titles of a wiki with case `first-letter`. */
export function upperFirst(text: string): string {
  const code = text.charCodeAt(0)
  if (code < 0x80) {
    if (code < 0x61 || code > 0x7a) return text
    const changed = String.fromCharCode(code - 32) + text.slice(1)
    // A combining mark may stand behind the letter, and the capital may have a form with it.
    return text.charCodeAt(1) >= 0x300 ? changed.normalize('NFC') : changed
  }
  const point = text.codePointAt(0)
  if (point === undefined) return text
  const letter = String.fromCodePoint(point)
  const capital = titlecaseOf(letter)
  return capital === letter ? text : (capital + text.slice(letter.length)).normalize('NFC')
}
