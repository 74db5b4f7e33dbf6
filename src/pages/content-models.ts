// The content models: what kinds of text a page may have, and in which formats they travel.

export interface ContentModel {
  readonly name: string
  /** MIME types, the default first. */
  readonly formats: readonly string[]
  readonly isWikitext: boolean
  /** Whether the text has sections that can be edited alone. */
  readonly hasSections: boolean
  /** Whether its text may be written as it is. */
  readonly isEditable: boolean
  /** Brings a text into the form that is stored; throws where it is not of this model. */
  normalize?(text: string): { ok: true; text: string } | { ok: false }
}

const models: readonly ContentModel[] = [
  { name: 'wikitext', formats: ['text/x-wiki'], isWikitext: true, hasSections: true, isEditable: true },
  { name: 'javascript', formats: ['text/javascript'], isWikitext: false, hasSections: false, isEditable: true },
  {
    name: 'json',
    formats: ['application/json'],
    isWikitext: false,
    hasSections: false,
    isEditable: true,
    normalize: normalizeJson,
  },
  { name: 'css', formats: ['text/css'], isWikitext: false, hasSections: false, isEditable: true },
  { name: 'text', formats: ['text/plain'], isWikitext: false, hasSections: false, isEditable: true },
]
const byName = new Map(models.map(model => [model.name, model]))

/** Valid JSON, with tabs, as MediaWiki stores it. */
function normalizeJson(text: string): { ok: true; text: string } | { ok: false } {
  try {
    return { ok: true, text: JSON.stringify(JSON.parse(text), undefined, '\t') }
  } catch {
    return { ok: false }
  }
}

/** What `contentmodel` may say; of the last, nothing can be edited. */
export const contentModelNames: readonly string[] = [...models.map(model => model.name), 'unknown']
export const contentFormats: readonly string[] = [...new Set(models.flatMap(model => model.formats))]

/** A model by its name. One that is not known here, as an import may bring, is text that is kept as it is. */
export function contentModel(name: string): ContentModel {
  return (
    byName.get(name) ?? {
      name,
      formats: ['text/plain'],
      isWikitext: false,
      hasSections: false,
      isEditable: name !== 'unknown',
    }
  )
}
