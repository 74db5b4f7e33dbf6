// What can be done with a page, by the value of `action`.
import type { HttpResponse } from '../../http/message.ts'
import type { Title } from '../../pages/title.ts'
import { showEditTags } from '../special/edit-tags.ts'
import { showRevisionDelete } from '../special/revision-delete.ts'
import type { Visit } from '../visit.ts'
import { deleteView } from './delete.ts'
import { diff } from './diff.ts'
import { edit } from './edit.ts'
import { history } from './history.ts'
import { info } from './info.ts'
import { markPatrolled } from './mark-patrolled.ts'
import { protect } from './protect.ts'
import { purge } from './purge.ts'
import { raw } from './raw.ts'
import { renderOnly } from './render-only.ts'
import { rollback } from './rollback.ts'
import { view } from './view.ts'
import { unwatch, watch } from './watch.ts'

export type View = (visit: Visit, title: Title) => Promise<HttpResponse>

export const views = {
  view,
  purge,
  diff,
  edit,
  submit: edit,
  history,
  raw,
  render: renderOnly,
  info,
  delete: deleteView,
  protect,
  unprotect: protect,
  watch,
  unwatch,
  rollback,
  markpatrolled: markPatrolled,
  revisiondelete: showRevisionDelete,
  editchangetags: showEditTags,
} as const satisfies Record<string, View>

export const isAction = (name: string): name is keyof typeof views => Object.hasOwn(views, name)
