// Time zones as people write them behind a time: abbreviations, letters, offsets and names of places.

/** Minutes east of UTC. An abbreviation that several zones share is that of the place that most writers mean. */
const abbreviations: Readonly<Record<string, number>> = {
  utc: 0,
  ut: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  bst: 60,
  ist: 120,
  cet: 60,
  cest: 120,
  met: 60,
  mest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  msd: 240,
  sast: 120,
  pkt: 300,
  hkt: 480,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
  acst: 570,
  acdt: 630,
  awst: 480,
  nzst: 720,
  nzdt: 780,
  nst: -210,
  ndt: -150,
  ast: -240,
  adt: -180,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  akst: -540,
  akdt: -480,
  hst: -600,
}

/** Minutes east of UTC of a military letter: A to I, K to M count east, N to Y west; Z is UTC, J is no zone. */
function letterOffset(letter: string): number | undefined {
  if (letter === 'z') return 0
  const east = 'abcdefghiklm'.indexOf(letter)
  if (east >= 0) return (east + 1) * 60
  const west = 'nopqrstuvwxy'.indexOf(letter)
  return west >= 0 ? -(west + 1) * 60 : undefined
}

/** Minutes east of UTC of a place (`Europe/Paris`) when its clocks show this time, given as if it were UTC. */
function placeOffset(name: string, local: number): number | undefined {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return undefined
  }
  const shownAt = (time: number): number => {
    const parts = new Map(format.formatToParts(time).map(part => [part.type, Number(part.value)]))
    const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  }
  // The offset at the time that we do not know yet is guessed from the offset near it, twice because of changes of the clock.
  let offset = shownAt(local) - local
  offset = shownAt(local - offset) - (local - offset)
  return offset / 60_000
}

/**
 * Minutes east of UTC of a zone, or `undefined` for what is none. `local` is the time before the zone, in milliseconds as
 * if it were UTC; only places with summer time need it.
 */
export function zoneOffset(zone: string, local: number): number | undefined {
  const name = zone.toLowerCase()
  const numeric = /^(?:gmt|utc)?([+-])(\d{1,2}):?(\d\d)?$/.exec(name)
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0)
    return numeric[1] === '-' ? -minutes : minutes
  }
  if (name.length === 1) return letterOffset(name)
  return abbreviations[name] ?? (/^[a-z]+\/[a-z_/+-]+$/.test(name) ? placeOffset(name, local) : undefined)
}
