// How long something takes: by the processor, because the clock goes on while others are busy.

/** Seconds of the processor that this process has taken when `work` is done. */
export async function processorSeconds(work: () => unknown): Promise<number> {
  const started = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1_000_000
}
