// The content models: what kinds of text a page may have, and in which formats they travel.
import { css } from '../content/css.ts'
import { flowBoard } from '../content/flow-board.ts'
import { gadgetDefinition } from '../content/gadget-definition.ts'
import { javascript } from '../content/javascript.ts'
import { json } from '../content/json.ts'
import { jsonSchema } from '../content/json-schema.ts'
import { massMessageList } from '../content/mass-message-list.ts'
import { type ContentModel, defineContentModel } from '../content/model.ts'
import { newsletter } from '../content/newsletter.ts'
import { sanitizedCss } from '../content/sanitized-css.ts'
import { scribunto } from '../content/scribunto.ts'
import { securePoll } from '../content/secure-poll.ts'
import { text } from '../content/text.ts'
import { unknown } from '../content/unknown.ts'
import { wikitext } from '../content/wikitext.ts'
import type { NamespaceChange } from './namespaces.ts'

/** Those that every wiki has. */
const always: readonly ContentModel[] = [wikitext, javascript, json, css, text, unknown]
/** Those that a wiki has if its setting `contentModels` names them. */
const optional: readonly ContentModel[] = [
  sanitizedCss,
  jsonSchema,
  gadgetDefinition,
  massMessageList,
  newsletter,
  securePoll,
  flowBoard,
  scribunto,
]

const byName = new Map([...always, ...optional].map(model => [model.name, model]))

/** The content models of one wiki. */
export interface ContentModels {
  /** What `contentmodel` may say. */
  readonly names: readonly string[]
  /** Those of them that a page can get. */
  readonly written: readonly string[]
  /** What `contentformat` may say. */
  readonly formats: readonly string[]
  readonly namespaces: readonly NamespaceChange[]
}

/** The models of a wiki that has switched these on. Throws for a name that is none of those that can be. */
export function contentModelsOf(switchedOn: readonly string[]): ContentModels {
  const chosen = switchedOn.map(name => {
    const model = optional.find(one => one.name === name)
    if (model === undefined) throw new Error(`there is no content model “${name}” that can be switched on`)
    return model
  })
  const models = [...always, ...chosen]
  return {
    names: models.map(model => model.name),
    written: models.filter(model => model.isEditable).map(model => model.name),
    formats: [...new Set(models.flatMap(model => model.formats))],
    namespaces: models.flatMap(model => model.namespaces),
  }
}

/** A model by its name. One that is not known here, as an import may bring, is text that is kept as it is. */
export const contentModel = (name: string): ContentModel =>
  byName.get(name) ?? defineContentModel({ name, formats: ['text/plain'] })
