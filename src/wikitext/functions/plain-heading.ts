// The plain text of a heading written in wikitext: for anchors, and for the summary of a new section.

/** Takes links, quotes and tags away from a heading: `''T'' [[L|m]] <b>b</b>` is `T m b`. */
export function plainHeading(heading: string): string {
  return heading
    .replace(/\[\[:?([^[|\]]+)\|([^[\]]+)\]\]/g, '$2')
    .replace(/\[\[:?([^[\]]+)\|?\]\]/g, '$1')
    .replace(/\[(?:https?:|ftp:|mailto:|\/\/)[^\s\]]+ ([^[\]]+)\]/gi, '$1')
    .replace(/'{2,}/g, '')
    .replace(/<\/?[A-Za-z][^<>]*>/g, '')
}
