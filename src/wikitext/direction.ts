// In which direction a language is written.

const rightToLeft = new Set(
  'ar arc arz azb bcc bqi ckb dv fa glk he khw ks ku-arab lrc mzn nqo pnb ps sd ug ur yi'.split(' '),
)

/** The direction of a language, by its code. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (rightToLeft.has(language) ? 'rtl' : 'ltr')
