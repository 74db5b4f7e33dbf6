// Removing the uses of a tag that was deleted, in the background: in chunks, between which others write; after a crash
// it goes on where it was.
import type { Wiki } from '../wiki.ts'
import { removeChunk } from './manage.ts'
import { tagsInDeletion } from './tag-store.ts'

const running = new WeakSet<Wiki>()

/** Starts the removal if there is anything to remove and it does not run already. */
export function removeLeftUses(wiki: Wiki): void {
  if (running.has(wiki)) return
  running.add(wiki)
  wiki.inBackground(async () => {
    try {
      for (const tag of await tagsInDeletion(wiki.database.read)) {
        while (!wiki.isClosing && !(await wiki.database.write(tx => removeChunk(tx, tag)))) await breath()
      }
    } finally {
      running.delete(wiki)
    }
  })
}

/** A moment for the writers in between. */
const breath = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 2))
