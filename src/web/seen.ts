// What reading a page leaves behind: that its reader has seen its changes, and the messages that stand on it.
import type { UserId } from '../ids.ts'
import { NS } from '../pages/namespaces.ts'
import { titleText } from '../pages/title.ts'
import { type Addressee, forgetNewMessages, hasNewMessages } from '../users/new-messages-store.ts'
import { setNotificationTimestamps } from '../watchlist/watch-store.ts'
import type { Subject } from './subject.ts'
import type { Visit } from './visit.ts'

const addressee = ({ viewer, http }: Visit): Addressee =>
  viewer.userId === 0 ? { ip: http.ip } : { userId: viewer.userId }

/** Whether there is something new on the reader's talk page. Of who has no session nobody asks: there are many of them. */
export const isToldOfMessages = (visit: Visit): Promise<boolean> =>
  visit.session.id === undefined ? Promise.resolve(false) : hasNewMessages(visit.db, addressee(visit))

/** Notes that the page was read. Nobody waits for it. */
export function noteRead(visit: Visit, { title, isNews }: Subject): void {
  const { wiki, viewer } = visit
  const isOwnTalk = title.namespace === NS.userTalk && titleText(title) === viewer.name
  if (wiki.config.readOnly !== '' || visit.http.method !== 'GET') return
  const hadMessages = isOwnTalk && visit.hasMessages
  if (isOwnTalk) visit.hasMessages = false
  if (!hadMessages && !isNews) return
  wiki.inBackground(() =>
    wiki.database.write(async tx => {
      if (hadMessages) await forgetNewMessages(tx, addressee(visit))
      if (isNews) await setNotificationTimestamps(tx, viewer.userId as UserId, [title], null)
    }),
  )
}
