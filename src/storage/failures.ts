// What storage throws besides the database's own errors, so that callers and messages can tell the cases apart.

/** The database cannot be opened or reached, or refuses; the message says where and why, and no password. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError'
}

/** Another process has held the database for longer than the limit. */
export class DatabaseBusyError extends Error {
  override readonly name = 'DatabaseBusyError'
}

/** Used after `close()`. */
export class DatabaseClosedError extends Error {
  override readonly name = 'DatabaseClosedError'
  constructor() {
    super('the database is closed')
  }
}

/** The work of a write waits for something else than the database; a defect, found in strict mode only. */
export class HeldTransactionError extends Error {
  override readonly name = 'HeldTransactionError'
  constructor() {
    super(
      'the work of this write awaits something else than its transaction, while all other writers wait: ' +
        'prepare before the write, and read through the transaction',
    )
  }
}

/** A transaction is used when its work has ended. */
export class EndedTransactionError extends Error {
  override readonly name = 'EndedTransactionError'
  constructor() {
    super('this transaction has ended: a statement of the work was not awaited, or its transaction was kept')
  }
}

/** The transaction did not hold: it is run anew, and no caller sees this error. */
export class LostRaceError extends Error {
  override readonly name = 'LostRaceError'
}
