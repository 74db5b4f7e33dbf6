// The digits of languages that do not write numbers with 0 to 9.

/** By the first of the ten digits, the languages that write with them, by code. */
const systems: readonly (readonly [zero: number, languages: string])[] = [
  [0x0660, 'acm aeb-arab ar ckb ks ks-arab ku-arab sdh skr skr-arab'],
  [0x06f0, 'azb bcc bgn bqi fa glk hno kk-arab kk-cn lki lrc luz mzn pnb ps'],
  [0x0966, 'anp awa bgc bh bho dty hi ks-deva mag mai mr ne new pi sa'],
  [0x09e6, 'as bn bpy'],
  [0x0ae6, 'gu'],
  [0x0b66, 'or'],
  [0x0ce6, 'kn tcy'],
  [0x0ed0, 'lo'],
  [0x0f20, 'bo dz'],
  [0x1040, 'blk kjp ksw mnw my rki'],
  [0x17e0, 'km'],
  [0x07c0, 'nqo'],
  [0x1a90, 'nod'],
  [0x1c50, 'sat'],
  [0xabf0, 'mni'],
  [0x11136, 'ccp'],
]

const zeros = new Map(systems.flatMap(([zero, languages]) => languages.split(' ').map(code => [code, zero] as const)))

/** Writes 0 to 9 with the digits of a language. */
export function localDigits(text: string, language: string): string {
  const zero = zeros.get(language)
  return zero === undefined ? text : text.replace(/[0-9]/g, digit => String.fromCodePoint(zero + Number(digit)))
}
