// Change tags as nouns: which ones the software itself sets, and what a tag's name may be.

/** The tags that the software sets, in MediaWiki's order. Nobody applies them by hand. */
export const softwareTags: readonly string[] = [
  'mw-contentmodelchange',
  'mw-new-redirect',
  'mw-removed-redirect',
  'mw-changed-redirect-target',
  'mw-blank',
  'mw-replace',
  'mw-rollback',
  'mw-undo',
  'mw-manual-revert',
  'mw-reverted',
  'mw-server-side-upload',
]

/** Whether the software sets a tag, of itself or by a rule of the settings. */
export const isSetBySoftware = (name: string, ruleTags: readonly string[]): boolean =>
  softwareTags.includes(name) || ruleTags.includes(name)

/** As MediaWiki: a tag whose name is empty, or a dash, has none to be shown. */
export const isNameless = (name: string | undefined): boolean => name !== undefined && /^(-|\s*)$/.test(name)

/** Those of them that say that an edit takes others back. */
export const revertTags: readonly string[] = ['mw-rollback', 'mw-undo', 'mw-manual-revert']
export const revertedTag = 'mw-reverted'
