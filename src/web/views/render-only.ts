// action=render: the content of a page without the frame, for programs that put it elsewhere.
import type { HttpResponse } from '../../http/message.ts'
import { pageByTitle, titleOfPage } from '../../pages/page-store.ts'
import type { Title } from '../../pages/title.ts'
import { pageHeaders } from '../layout.ts'
import { renderContent } from '../rendered.ts'
import type { Visit } from '../visit.ts'
import { findRevision, textOf } from './revision-shown.ts'

export async function renderOnly(visit: Visit, title: Title): Promise<HttpResponse> {
  const headers = pageHeaders(visit.http, visit.language)
  const oldid = visit.id('oldid') ?? 0
  const page = oldid > 0 ? undefined : await pageByTitle(visit.db, title)
  const id = oldid > 0 ? oldid : page?.page_latest
  const found = id === undefined ? undefined : await findRevision(visit, id)
  const text = found?.content.is === 'open' ? await textOf(visit, found.content) : undefined
  if (found === undefined || text === undefined) return { status: 404, headers, body: '' }
  const at = titleOfPage(found.page)
  const rendered = await renderContent(visit, {
    title: at,
    text,
    model: found.revision.contentModel,
    revision: found.revision,
    hasEditLinks: false,
  })
  return { status: 200, headers, body: rendered.body.markup }
}
