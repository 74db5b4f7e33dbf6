// The version of this program, and the version of MediaWiki whose API it speaks.
import { readFileSync } from 'node:fs'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

export const version = manifest.version
/** Clients decide by this what they may ask. */
export const apiVersion = '1.43.9'
/** `generator` of siteinfo: clients read the first words. */
export const generator = `MediaWiki ${apiVersion}`
/** Clients that ask what PHP a MediaWiki of that version runs on get one that it would run on. */
export const phpVersion = '8.2.0'
