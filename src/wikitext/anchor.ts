// Anchors: the id of a heading and the fragment of a link to it.

import { decodeEntities } from './entities.ts'

/** The id that a heading's text makes: blanks become `_`, everything else stays. */
export const anchorId = (text: string): string => {
  const id = decodeEntities(text)
    .replace(/[\u200e\u200f\u202a-\u202e]/g, '')
    .replace(/[ _]+/g, ' ')
    .replace(/^[ \t\n\r\f]+|[ \t\n\r\f]+$/g, '')
    .replace(/[ \t\n\r\f\u00a0]/g, '_')
  // As MediaWiki: an id may have 1024 characters.
  return id.length > 1024 ? [...id].slice(0, 1024).join('') : id
}

/** An anchor as it stands after `#` in an address. */
export const anchorFragment = (id: string): string => id.replaceAll(' ', '_').replace(/%(?=[0-9A-Fa-f]{2})/g, '%25')
