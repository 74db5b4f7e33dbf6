// The letters and digits of captcha images, five dots by seven.

const rows = `
a ..... ..... .###. ....# .#### #...# .####
b #.... #.... ####. #...# #...# #...# ####.
c ..... ..... .###. #...# #.... #...# .###.
d ....# ....# .#### #...# #...# #...# .####
e ..... ..... .###. #...# ##### #.... .###.
f ..##. .#..# .#... ####. .#... .#... .#...
h #.... #.... ####. #...# #...# #...# #...#
k #.... #.... #..#. #.#.. ##... #.#.. #..#.
m ..... ..... ##.#. #.#.# #.#.# #.#.# #...#
n ..... ..... ####. #...# #...# #...# #...#
p ..... ####. #...# #...# ####. #.... #....
r ..... ..... #.##. ##..# #.... #.... #....
t .#... .#... ####. .#... .#... .#..# ..##.
u ..... ..... #...# #...# #...# #...# .####
v ..... ..... #...# #...# #...# .#.#. ..#..
w ..... ..... #...# #.#.# #.#.# #.#.# .#.#.
x ..... ..... #...# .#.#. ..#.. .#.#. #...#
y ..... #...# #...# #...# .#### ....# .###.
3 ####. ....# ....# .###. ....# ....# ####.
4 ...#. ..##. .#.#. #..#. ##### ...#. ...#.
7 ##### ....# ...#. ..#.. ..#.. .#... .#...
8 .###. #...# #...# .###. #...# #...# .###.
9 .###. #...# #...# .#### ....# ...#. .##..`

export const glyphWidth = 5
export const glyphHeight = 7

const glyphs = new Map(
  rows
    .trim()
    .split('\n')
    .map(line => {
      const [char = '', ...dots] = line.split(' ')
      return [char, dots] as const
    }),
)

/** The characters that can be drawn. */
export const drawable = [...glyphs.keys()].join('')

/** A line from one dot to another: column and row of each. */
export type Stroke = readonly [number, number, number, number]

const strokes = new Map([...glyphs].map(([char, dots]) => [char, strokesBetween(dots)] as const))

/** The strokes of a character; none where it cannot be drawn. */
export const strokesOf = (char: string): readonly Stroke[] => strokes.get(char) ?? []

/** Dots beside each other make a stroke; those at a corner do where no other dot leads around it. */
function strokesBetween(dots: readonly string[]): Stroke[] {
  const hasInk = (column: number, row: number): boolean => dots[row]?.[column] === '#'
  const found: Stroke[] = []
  for (let row = 0; row < glyphHeight; row++) {
    for (let column = 0; column < glyphWidth; column++) {
      if (!hasInk(column, row)) continue
      for (const [dx, dy] of [
        [1, 0],
        [0, 1],
        [1, 1],
        [-1, 1],
      ] as const) {
        const goesAround = dx !== 0 && dy !== 0 && (hasInk(column + dx, row) || hasInk(column, row + dy))
        if (hasInk(column + dx, row + dy) && !goesAround) found.push([column, row, column + dx, row + dy])
      }
    }
  }
  return found
}
