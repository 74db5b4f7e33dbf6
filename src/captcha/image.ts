// Drawing a captcha's word: letters that are turned and bent, crossed by lines, as a PNG in shades of grey.
import { crc32, deflateSync } from 'node:zlib'
import { glyphHeight, glyphWidth, type Stroke, strokesOf } from './glyphs.ts'
import { type Numbers, numbersFrom } from './numbers.ts'

export const imageWidth = 240
export const imageHeight = 80
/** Pixels from one dot of a letter to the next. */
const dot = 7.5
/** Half the width of a stroke, in dots. */
const stroke = 0.42

interface Bend {
  readonly height: number
  readonly length: number
  readonly phase: number
}
const bendOf = (numbers: Numbers, most: number): Bend => ({
  height: most / 2 + numbers(100) * (most / 200),
  length: 22 + numbers(20),
  phase: numbers(628) / 100,
})
const bent = ({ height, length, phase }: Bend, at: number): number => height * Math.sin(at / length + phase)

interface Placed {
  readonly char: string
  readonly x: number
  readonly y: number
  readonly cos: number
  readonly sin: number
}

/** Where each letter stands, and how far it is turned. */
function placed(word: string, numbers: Numbers): Placed[] {
  const step = (imageWidth - 30) / word.length
  return Array.from(word, (char, index) => {
    const angle = (numbers(70) - 35) / 100
    return {
      char,
      x: 15 + step * (index + 0.5) + numbers(7) - 3,
      y: imageHeight / 2 + numbers(13) - 6,
      cos: Math.cos(angle),
      sin: Math.sin(angle),
    }
  })
}

/** How much ink a letter has at a point: from 0 to 1, softly at its edge. */
function inkOf({ char, x, y, cos, sin }: Placed, px: number, py: number): number {
  const dx = px - x
  const dy = py - y
  if (Math.abs(dx) > 36 || Math.abs(dy) > 36) return 0
  const column = (dx * cos + dy * sin) / dot + (glyphWidth - 1) / 2
  const row = (dy * cos - dx * sin) / dot + (glyphHeight - 1) / 2
  let nearest = 1
  for (const one of strokesOf(char)) nearest = Math.min(nearest, distance(one, column, row))
  return Math.max(0, Math.min(1, (stroke - nearest) * dot + 0.5))
}

/** From a point to a stroke. */
function distance([ax, ay, bx, by]: Stroke, x: number, y: number): number {
  const along = Math.max(
    0,
    Math.min(1, (x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2 || 1),
  )
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))
}

/** A PNG of a word; the same word and seed give the same image. */
export function captchaImage(word: string, seed: string): Uint8Array {
  const numbers = numbersFrom(`${seed}\n${word}`)
  const letters = placed(word, numbers)
  const across = bendOf(numbers, 4)
  const down = bendOf(numbers, 4)
  const lines = Array.from({ length: 4 }, () => ({ y: 12 + numbers(imageHeight - 24), bend: bendOf(numbers, 14) }))
  const pixels = Buffer.alloc((imageWidth + 1) * imageHeight)
  for (let y = 0; y < imageHeight; y++) {
    for (let x = 0; x < imageWidth; x++) {
      const sx = x + bent(across, y)
      const sy = y + bent(down, x)
      let ink = 0
      for (const letter of letters) ink = Math.max(ink, inkOf(letter, sx, sy))
      const onLine = lines.some(line => Math.abs(y - line.y - bent(line.bend, x)) < 1.1)
      const shade = 235 - numbers(40) - (onLine ? 120 : 0) - ink * 160
      // The first byte of each row says how it is filtered: not at all.
      pixels[y * (imageWidth + 1) + 1 + x] = Math.max(10, shade)
    }
  }
  return png(pixels)
}
function png(pixels: Buffer): Uint8Array {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(imageWidth, 0)
  head.writeUInt32BE(imageHeight, 4)
  // Eight bits of grey.
  head[8] = 8
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(content.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}
