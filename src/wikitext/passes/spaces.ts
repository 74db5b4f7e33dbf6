// Blanks before `?`, `:`, `!`, `%` and inside of guillemets do not break.

/** Puts no-break spaces where a line must not end. `ampersand` stands for `&`. */
export function frenchSpaces(text: string, ampersand: string): string {
  if (!text.includes(' ') || !/[?:;!%»«›]/.test(text)) return text
  const space = `${ampersand}#160;`
  return text.replace(/ (?=[?:;!%»›](?![\p{L}\p{N}_]))/gu, space).replace(/([«‹]) /g, `$1${space}`)
}
