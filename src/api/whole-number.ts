// Whole numbers as clients write them: 64 bits, as MediaWiki takes them.

const pattern = /^[+-]?\d+$/
const least = -(2n ** 63n)
const most = 2n ** 63n - 1n

/**
 * The number that a text says, undefined where it says none or one of more than 64 bits. Above 2^53 it is the nearest that a
 * number of JavaScript can be: no id is as high, so that it is the id of nothing all the same.
 */
export function parseWholeNumber(text: string): number | undefined {
  if (!pattern.test(text)) return undefined
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value
  const exact = BigInt(text)
  return exact < least || exact > most ? undefined : value
}
