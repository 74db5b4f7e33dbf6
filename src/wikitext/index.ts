// The door of the wikitext engine: what the rest of the house may use.

export { type Comment, type CommentContext, renderComment, renderComments } from './comment.ts'
export type {
  Existence,
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
export { defaultLimits, type FactQuestion, factKey, prefixedText } from './context.ts'
export { type Expanded, expandTemplates } from './expand-templates.ts'
export { plainHeading } from './functions/plain-heading.ts'
export { parseTree } from './parse-tree.ts'
export { type PlainTitleOptions, plainTitles } from './plain-titles.ts'
export {
  cleanInput,
  cleanLines,
  defaultSignature,
  type PreSaveContext,
  preSave,
  preSaveNow,
} from './pre-save.ts'
export { preloadText } from './preload.ts'
export { type Presentation, presentHtml, tocHtml } from './present.ts'
export { type RedirectTarget, redirectTarget } from './redirect.ts'
export {
  type LimitReport,
  type RenderContext,
  type RenderedCategory,
  type Rendering,
  render,
  type Section,
} from './render.ts'
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
