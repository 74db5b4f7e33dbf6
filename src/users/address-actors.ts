// Who edited from the addresses of a range.
import { canonicalRange, ipPrefix, isIpInRange } from '../access/ip.ts'
import type { ActorId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { addressActors } from './actors-store.ts'

/** So many addresses of a range are looked at. */
const most = 30_000

/** The actors of a canonical range. */
export async function actorsInRange(db: Reader, range: string): Promise<ActorId[]> {
  const found = await addressActors(db, commonStart(range), most)
  return found.filter(one => isIpInRange(one.actor_name, range)).map(one => one.actor_id)
}

/** What the canonical names of all addresses of a range begin with: its whole words, as `127.0.`. */
export function commonStart(range: string): string {
  const [address = ''] = (canonicalRange(range) ?? range).split('/')
  const { version, prefix } = ipPrefix(range) ?? { version: 4, prefix: 0 }
  const [mark, bits] = version === 4 ? ['.', 8] : [':', 16]
  const words = address.split(mark)
  const whole = Math.floor(prefix / bits)
  return whole === words.length
    ? address
    : words
        .slice(0, whole)
        .map(word => word + mark)
        .join('')
}
