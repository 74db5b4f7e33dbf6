// Drawings are programs to a browser: what may stand in one is listed, and all else is refused.
import { SaxesParser, type SaxesTagNS } from 'saxes'

const svgNamespace = 'http://www.w3.org/2000/svg'
const xlinkNamespace = 'http://www.w3.org/1999/xlink'

/** Elements that draw, describe or arrange, and neither run anything nor bring foreign markup in. */
const allowedElements = new Set(
  `a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix
  feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
  feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
  feSpecularLighting feSpotLight feTile feTurbulence filter font font-face glyph missing-glyph hkern vkern g image line
  linearGradient marker mask metadata mpath path pattern polygon polyline radialGradient rect stop style svg switch
  symbol text textPath title tref tspan use view`.split(/\s+/),
)

/** Vocabularies of programs that draw; they say things about the drawing and nothing to a browser. */
const describing = [
  /^http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#$/,
  /^http:\/\/(?:purl\.org\/dc\/|creativecommons\.org\/ns#|web\.resource\.org\/cc\/)/,
  /^http:\/\/(?:www\.inkscape\.org\/namespaces\/|sodipodi\.sourceforge\.net\/|ns\.adobe\.com\/)/,
]

/** The size of a drawing, in pixels; undefined for a text that is none. */
export function inspectSvg(text: string): { width: number; height: number } | undefined {
  if (!/<(?:[\w-]+:)?svg\b/.test(text.slice(0, 65_536))) return undefined
  let root: SaxesTagNS | undefined
  let isXml = true
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', tag => {
    if (isXml) root ??= tag
  })
  parser.on('error', () => {
    isXml = false
  })
  try {
    parser.write(text.slice(0, 65_536))
  } catch {
    // What was read before is enough.
  }
  if (root === undefined || root.local !== 'svg') return undefined
  return sizeOf(root)
}

const pixelsOfUnits: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
}

function sizeOf({ attributes }: SaxesTagNS): { width: number; height: number } {
  const box = (attributes.viewBox?.value ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const ratio = box.length === 4 && (box[2] ?? 0) > 0 ? (box[3] ?? 0) / (box[2] ?? 1) : 1
  const width = pixels(attributes.width?.value)
  const height = pixels(attributes.height?.value)
  const wide = width ?? (height === undefined ? 512 : height / (ratio || 1))
  return { width: Math.max(1, Math.round(wide)), height: Math.max(1, Math.round(height ?? wide * ratio)) }
}

function pixels(length: string | undefined): number | undefined {
  const [, number, unit = ''] = /^\s*([\d.]+)\s*([a-z]*)\s*$/.exec(length ?? '') ?? []
  const scale = pixelsOfUnits[unit]
  const value = Number(number) * (scale ?? Number.NaN)
  return value > 0 && value < 1e6 ? value : undefined
}

/** Why a drawing is refused: a message key and what it is about. */
export type SvgProblem = readonly [
  key:
    | 'uploadinvalidxml'
    | 'uploadscriptednamespace'
    | 'uploaded-script-svg'
    | 'uploaded-event-handler-on-svg'
    | 'uploaded-hostile-svg'
    | 'uploaded-href-attribute-svg'
    | 'uploaded-setting-event-handler-svg'
    | 'upload-scripted-dtd'
    | 'upload-scripted-pi-callback',
  ...about: string[],
]

/** Walks a whole drawing; undefined for one in which nothing can run and nothing foreign is asked for. */
export function svgProblem(text: string): SvgProblem | undefined {
  let found: SvgProblem | undefined
  const refuse = (...problem: SvgProblem): void => {
    found ??= problem
  }
  const open: string[] = []
  const parser = new SaxesParser({ xmlns: true })
  // Entities could hide what is refused below: a document type may name one and define nothing.
  parser.on('doctype', doctype => {
    if (/\[|<!ENTITY/i.test(doctype)) refuse('upload-scripted-dtd')
  })
  parser.on('processinginstruction', ({ target }) => {
    if (target.toLowerCase() !== 'xml') refuse('upload-scripted-pi-callback')
  })
  parser.on('opentag', tag => {
    open.push(tag.local)
    checkElement(tag, refuse)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  const checkText = (inside: string): void => {
    if (open.at(-1) === 'style' && isHostileStyle(inside)) refuse('uploaded-hostile-svg')
  }
  parser.on('text', checkText)
  parser.on('cdata', checkText)
  parser.on('error', () => refuse('uploadinvalidxml'))
  try {
    parser.write(text).close()
  } catch {
    refuse('uploadinvalidxml')
  }
  return found
}

function checkElement(tag: SaxesTagNS, refuse: (...problem: SvgProblem) => void): void {
  if (tag.uri !== svgNamespace) {
    if (!describing.some(one => one.test(tag.uri))) refuse('uploadscriptednamespace', tag.uri)
  } else if (!allowedElements.has(tag.local)) refuse('uploaded-script-svg', tag.local)
  for (const { local, value, uri } of Object.values(tag.attributes)) {
    if (/^on/i.test(local)) refuse('uploaded-event-handler-on-svg', local, value)
    else if (local === 'href' && (uri === '' || uri === xlinkNamespace)) {
      if (!isSafeReference(tag.local, value)) refuse('uploaded-href-attribute-svg', tag.local, local, value)
    } else if (local === 'attributeName' && /^(?:on|(?:xlink:)?href$)/i.test(value.trim())) {
      refuse('uploaded-setting-event-handler-svg', tag.local, value)
    } else if (local !== 'xmlns' && isHostileStyle(value)) refuse('uploaded-hostile-svg')
  }
}

/** A part of the drawing itself, a picture in it, or for a link a page of the web. */
function isSafeReference(element: string, value: string): boolean {
  const target = value.trim()
  if (target === '' || target.startsWith('#')) return true
  if (element === 'a') return /^https?:\/\//i.test(target)
  return (element === 'image' || element === 'feImage') && /^data:image\/(?:png|jpeg|gif|webp);base64,/i.test(target)
}

/** Whether a style asks for anything from elsewhere, or runs. What is escaped is taken for the worst. */
function isHostileStyle(style: string): boolean {
  if (/\\|@import|expression\s*\(|-moz-binding|behaviou?r\s*:|javascript\s*:|vbscript\s*:/i.test(style)) return true
  return [...style.matchAll(/url\s*\(\s*(["']?)([^)]*)/gi)].some(([, , target = '']) => !/^\s*["']?#/.test(target))
}
