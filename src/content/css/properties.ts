// What a sanitised style sheet may say: properties, functions, units, rules. All else is refused.

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const sides = [
  'top',
  'right',
  'bottom',
  'left',
  'block',
  'block-start',
  'block-end',
  'inline',
  'inline-start',
  'inline-end',
]
const ofSides = (start: string, end = ''): string[] => sides.map(side => `${start}-${side}${end}`)

export const properties: ReadonlySet<string> = new Set([
  ...words(`
    align-content align-items align-self all animation animation-delay animation-direction animation-duration
    animation-fill-mode animation-iteration-count animation-name animation-play-state animation-timing-function
    aspect-ratio backface-visibility background background-attachment background-blend-mode background-clip
    background-color background-image background-origin background-position background-position-x
    background-position-y background-repeat background-size block-size border border-collapse border-color
    border-radius border-spacing border-style border-width border-top-left-radius border-top-right-radius
    border-bottom-left-radius border-bottom-right-radius border-start-start-radius border-start-end-radius
    border-end-start-radius border-end-end-radius bottom box-decoration-break box-shadow box-sizing break-after
    break-before break-inside caption-side caret-color clear clip clip-path color color-scheme column-count
    column-fill column-gap column-rule column-rule-color column-rule-style column-rule-width column-span column-width
    columns contain content counter-increment counter-reset counter-set cursor direction display empty-cells filter
    flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float font font-family
    font-feature-settings font-kerning font-language-override font-optical-sizing font-size font-size-adjust
    font-stretch font-style font-synthesis font-variant font-variant-alternates font-variant-caps
    font-variant-east-asian font-variant-ligatures font-variant-numeric font-variant-position font-weight gap grid
    grid-area grid-auto-columns grid-auto-flow grid-auto-rows grid-column grid-column-end grid-column-gap
    grid-column-start grid-gap grid-row grid-row-end grid-row-gap grid-row-start grid-template grid-template-areas
    grid-template-columns grid-template-rows hanging-punctuation height hyphens image-orientation image-rendering
    inline-size inset inset-block inset-inline isolation justify-content justify-items justify-self left
    letter-spacing line-break line-height list-style list-style-image list-style-position list-style-type margin
    mask mask-clip mask-image mask-mode mask-origin mask-position mask-repeat mask-size max-block-size max-height
    max-inline-size max-width min-block-size min-height min-inline-size min-width mix-blend-mode object-fit
    object-position opacity order orphans outline outline-color outline-offset outline-style outline-width overflow
    overflow-wrap overflow-x overflow-y padding page-break-after page-break-before page-break-inside perspective
    perspective-origin place-content place-items place-self pointer-events position quotes resize right rotate
    row-gap ruby-align ruby-position scale scroll-margin scroll-padding scroll-snap-align scroll-snap-type
    shape-image-threshold shape-margin shape-outside tab-size table-layout text-align text-align-all text-align-last
    text-combine-upright text-decoration text-decoration-color text-decoration-line text-decoration-skip
    text-decoration-style text-decoration-thickness text-emphasis text-emphasis-color text-emphasis-position
    text-emphasis-style text-indent text-justify text-orientation text-overflow text-shadow text-transform
    text-underline-offset text-underline-position top touch-action transform transform-box transform-origin
    transform-style transition transition-delay transition-duration transition-property transition-timing-function
    translate unicode-bidi user-select vertical-align visibility white-space widows width will-change word-break
    word-spacing word-wrap writing-mode z-index fill fill-opacity fill-rule stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width`),
  ...ofSides('margin'),
  ...ofSides('padding'),
  ...ofSides('inset'),
  ...['', '-color', '-style', '-width'].flatMap(end => ofSides('border', end)),
])

/** Of `@font-face`. */
export const fontProperties = words('font-family src font-style font-weight font-stretch font-display unicode-range')
/** Of `@page`. */
export const pageProperties: ReadonlySet<string> = new Set([...properties, 'size', 'marks', 'bleed'])

/** None of them loads anything. */
export const functions = words(`
  calc min max clamp rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix var attr counter counters
  linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient
  repeating-conic-gradient matrix matrix3d perspective rotate rotate3d rotatex rotatey rotatez scale scale3d scalex
  scaley scalez skew skewx skewy translate translate3d translatex translatey translatez blur brightness contrast
  drop-shadow grayscale hue-rotate invert opacity saturate sepia circle ellipse inset polygon path rect
  cubic-bezier steps linear repeat minmax fit-content local format tech symbols styleset stylistic swash
  character-variant ornaments annotation light-dark`)

export const units = words(`
  em ex ch ic rem lh rlh vw vh vi vb vmin vmax svw svh lvw lvh dvw dvh cm mm q in pt pc px deg grad rad turn s ms hz
  khz dpi dpcm dppx x fr`)

/** Rules that hold other rules. */
export const groupingRules = words('media supports')

/** Pseudo-classes and pseudo-elements, those with brackets among them. */
export const pseudos = words(`
  active any-link checked default disabled empty enabled first-child first-of-type focus focus-visible focus-within
  fullscreen hover in-range indeterminate invalid lang last-child last-of-type link not nth-child nth-last-child
  nth-last-of-type nth-of-type only-child only-of-type optional out-of-range placeholder-shown read-only read-write
  required root target valid visited is where dir after before first-letter first-line marker placeholder selection
  has`)
