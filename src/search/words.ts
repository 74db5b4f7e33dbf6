// Words as search knows them: without case and accents, and each character of scripts that do not separate words alone.
// Both databases index what comes out here, so that they find the same.

const accents = /[\u0300-\u036f]/g
const characters = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}`
const alone = new RegExp(`[${characters}]`, 'gu')
const between = /[^\p{L}\p{M}\p{N}]+/gu
const wordsOfText = new RegExp(`[${characters}]|(?:(?![${characters}])[\\p{L}\\p{M}\\p{N}])+`, 'gu')

/** A text as words that are separated by spaces. */
export const foldText = (text: string): string =>
  text.normalize('NFKD').replace(accents, '').toLowerCase().replace(alone, ' $& ').replace(between, ' ').trim()

/** A word and where it stands in the text that it is from. */
export interface FoundWord {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** The words of a text as they are found, one after the other. */
export function* wordsIn(text: string): Generator<FoundWord> {
  for (const match of text.matchAll(wordsOfText)) {
    const word = foldText(match[0])
    if (word !== '') yield { word, start: match.index, end: match.index + match[0].length }
  }
}

/** As MediaWiki: a word that is counted begins with a letter. */
const countedWord = /\p{L}[\p{L}\p{M}'-]*/gu

/** How many words a text has, numbers not counted. */
export function countWords(text: string): number {
  let count = 0
  countedWord.lastIndex = 0
  while (countedWord.test(text)) count++
  return count
}
