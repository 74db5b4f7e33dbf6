// The door of the wikitext engine: what the rest of the house may use.

export type {
  ExpandContext,
  Extension,
  FileInfo,
  Interwiki,
  Limits,
  PageName,
  RevisionFacts,
  SiteStatistics,
  TemplateLoader,
  TitleRules,
} from './context.ts'
export { defaultLimits, prefixedText } from './context.ts'
export { plainHeading } from './functions/plain-heading.ts'
export { type PlainTitleOptions, plainTitles } from './plain-titles.ts'
export {
  cleanInput,
  cleanLines,
  defaultSignature,
  type PreSaveContext,
  preSave,
  preSaveNow,
} from './pre-save.ts'
export { type RedirectTarget, redirectTarget } from './redirect.ts'
export {
  appendSection,
  bareHeading,
  isSectionId,
  replaceSection,
  type SectionCut,
  sectionOf,
  sectionsOf,
} from './sections.ts'
export { tagsOf } from './tag-names.ts'
export { signatureTime } from './variables.ts'
