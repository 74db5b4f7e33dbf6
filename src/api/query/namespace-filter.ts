// As MediaWiki: where all of the namespaces that were asked for are unknown, none was asked for.

/** The namespaces to which a list is narrowed; undefined for all. */
export const narrowedTo = (namespaces: readonly number[] | undefined): readonly number[] | undefined =>
  namespaces === undefined || namespaces.length === 0 ? undefined : namespaces
