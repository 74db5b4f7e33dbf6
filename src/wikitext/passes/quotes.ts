// Bold and italic: runs of apostrophes, a line at a time.

interface Runs {
  /** Text at even places, lengths of runs at odd ones. */
  readonly texts: string[]
  readonly lengths: number[]
}

function splitRuns(line: string): Runs {
  const texts: string[] = []
  const lengths: number[] = []
  let done = 0
  for (let at = line.indexOf("''"); at >= 0; at = line.indexOf("''", done)) {
    let end = at
    while (line[end] === "'") end++
    let length = end - at
    let text = line.slice(done, at)
    if (length === 4) {
      text += "'"
      length = 3
    } else if (length > 5) {
      text += "'".repeat(length - 5)
      length = 5
    }
    texts.push(text)
    lengths.push(length)
    done = end
  }
  texts.push(line.slice(done))
  return { texts, lengths }
}

/** With one bold and one italic too many, one bold run is an apostrophe and an italic run: which one, the text before says. */
function balance({ texts, lengths }: Runs): void {
  const italics = lengths.filter(length => length !== 3).length
  const bolds = lengths.filter(length => length !== 2).length
  if (italics % 2 === 0 || bolds % 2 === 0) return
  let afterSpace = -1
  let afterSingle = -1
  let afterWord = -1
  for (const [index, length] of lengths.entries()) {
    if (length !== 3) continue
    const before = texts[index] ?? ''
    const last = before.slice(-1)
    const lastButOne = before.slice(-2, -1)
    if (last === ' ') {
      if (afterSpace < 0) afterSpace = index
    } else if (lastButOne === ' ') {
      afterSingle = index
      break
    } else if (afterWord < 0) {
      afterWord = index
    }
  }
  const chosen = afterSingle >= 0 ? afterSingle : afterWord >= 0 ? afterWord : afterSpace
  if (chosen < 0) return
  lengths[chosen] = 2
  texts[chosen] += "'"
}

/** Puts `<i>` and `<b>` into a line. What is left open at its end is closed there. */
export function quotesInLine(line: string): string {
  if (!line.includes("''")) return line
  const runs = splitRuns(line)
  balance(runs)
  const { texts, lengths } = runs
  let out = texts[0] ?? ''
  let held = ''
  let state = ''
  for (const [index, length] of lengths.entries()) {
    const next = step(state, length, held)
    out += next.out
    state = next.state
    const text = texts[index + 1] ?? ''
    // After five apostrophes it shows only later which of the two was opened first.
    if (state === 'both') held = (next.hold ? '' : held) + text
    else out += text
  }
  if (state === 'b' || state === 'ib') out += '</b>'
  if (state === 'i' || state === 'bi' || state === 'ib') out += '</i>'
  if (state === 'bi') out += '</b>'
  if (state === 'both' && held !== '') out += `<b><i>${held}</i></b>`
  return out
}

interface Step {
  readonly out: string
  readonly state: string
  readonly hold?: boolean
}

function step(state: string, length: number, held: string): Step {
  if (length === 2) {
    if (state === 'i') return { out: '</i>', state: '' }
    if (state === 'bi') return { out: '</i>', state: 'b' }
    if (state === 'ib') return { out: '</b></i><b>', state: 'b' }
    if (state === 'both') return { out: `<b><i>${held}</i>`, state: 'b' }
    return { out: '<i>', state: `${state}i` }
  }
  if (length === 3) {
    if (state === 'b') return { out: '</b>', state: '' }
    if (state === 'bi') return { out: '</i></b><i>', state: 'i' }
    if (state === 'ib') return { out: '</b>', state: 'i' }
    if (state === 'both') return { out: `<i><b>${held}</b>`, state: 'i' }
    return { out: '<b>', state: `${state}b` }
  }
  if (state === 'b') return { out: '</b><i>', state: 'i' }
  if (state === 'i') return { out: '</i><b>', state: 'b' }
  if (state === 'bi') return { out: '</i></b>', state: '' }
  if (state === 'ib') return { out: '</b></i>', state: '' }
  if (state === 'both') return { out: `<i><b>${held}</b></i>`, state: '' }
  return { out: '', state: 'both', hold: true }
}

/** Puts bold and italic into every line of a text. */
export function quotes(text: string): string {
  if (!text.includes("''")) return text
  return text.split('\n').map(quotesInLine).join('\n')
}
