// Where the data of tests is.
import { accessSync, constants, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const inMemory = '/dev/shm'
/** Bytes that must be free there, for all tests that run at once and the database server. */
const enough = 4 * 1024 ** 3

/**
 * A folder for folders: in memory where the system offers room for it, because tests end processes, never the machine, and
 * would wait for the disk most of their time.
 */
export const scratch: string = hasRoom(inMemory) ? inMemory : tmpdir()

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= enough
  } catch {
    return false
  }
}
