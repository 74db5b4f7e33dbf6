// The SQL of what is kept for a while: values by key, each until its time is over.
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** A value that is still good at `now` (14 digits). */
export async function cachedObject(db: Reader, key: string, now: string): Promise<Uint8Array | undefined> {
  const row = await db.get(sql<{ value: Uint8Array }>`
    select value from objectcache where keyname = ${key} and exptime > ${now}`)
  return row?.value
}

/** Keeps a value until a time in 14 digits, in place of what was kept under its key. */
export async function keepObject(tx: Transaction, key: string, value: Uint8Array, until: string): Promise<void> {
  await tx.run(sql`
    insert into objectcache (keyname, value, exptime) values (${key}, ${value}, ${until})
    on conflict (keyname) do update set value = excluded.value, exptime = excluded.exptime`)
}

/** Forgets all values whose keys begin like this. */
export async function forgetObjects(tx: Transaction, prefix: string): Promise<void> {
  await tx.run(sql`delete from objectcache where keyname >= ${prefix} and keyname < ${`${prefix}\uffff`}`)
}

/** Forgets what is not good any more at `now`, and of the rest what ends first, until no more than so many bytes are left. */
export async function trimObjects(tx: Transaction, now: string, mostBytes: number): Promise<void> {
  await tx.run(sql`delete from objectcache where exptime <= ${now}`)
  await tx.run(sql`
    delete from objectcache where keyname in (
      select keyname from (
        select keyname, sum(length(value)) over (order by exptime desc, keyname) as bytes from objectcache
      ) as sized where bytes > ${mostBytes})`)
}
