// Copying the contents of files for a backup: they never change, so that what is there already stays.
import { constants } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { FileDepot } from './depot.ts'

/** Copies what is not there yet; answers how many contents that was. */
export async function copyContents(from: FileDepot, folder: string): Promise<number> {
  const to = new FileDepot(folder)
  let copied = 0
  for await (const sha1 of from.hashes()) {
    if ((await to.sizeOf(sha1)) !== undefined) continue
    const target = await to.pathOf(sha1)
    await mkdir(path.dirname(target), { recursive: true })
    const draft = `${target}.draft`
    try {
      await copyFile(await from.pathOf(sha1), draft, constants.COPYFILE_FICLONE)
      await rename(draft, target)
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
    copied += 1
  }
  return copied
}
