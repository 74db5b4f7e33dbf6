// Somebody who reads and changes a wiki through its pages, without any script: links are followed, forms are filled in.
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import type { Answer, Client } from '../support/client.ts'
import { passwordOf, type TestWiki } from '../support/server.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** A page as it came, with its markup taken apart as a browser would. */
export class Page {
  readonly path: string
  readonly status: number
  readonly headers: Headers
  readonly html: string
  readonly elements: readonly Element[]
  constructor(path: string, answer: Answer) {
    this.path = path
    this.status = answer.status
    this.headers = answer.headers
    this.html = answer.text
    this.elements = elementsOf(parse(answer.text).childNodes)
  }

  /** The elements of a tag, or of any. */
  all(tag?: string): Element[] {
    return this.elements.filter(element => tag === undefined || element.tagName === tag)
  }

  byId(id: string): Element {
    const found = this.elements.find(element => attribute(element, 'id') === id)
    if (found === undefined) throw new Error(`no element #${id} at ${this.path}:\n${this.text.slice(0, 800)}`)
    return found
  }

  has(id: string): boolean {
    return this.elements.some(element => attribute(element, 'id') === id)
  }

  /** What is read between the menus. */
  get text(): string {
    return this.elements.some(element => attribute(element, 'id') === 'content')
      ? textOf(this.byId('content'))
      : this.html
  }

  get heading(): string {
    return textOf(this.byId('firstHeading'))
  }

  /** Where the link of this text leads. */
  link(text: string): string {
    const found = this.all('a').find(element => textOf(element) === text)
    if (found === undefined) throw new Error(`no link “${text}” at ${this.path}:\n${this.text.slice(0, 800)}`)
    return attribute(found, 'href') ?? ''
  }

  /** The form that has a field of this name in the content. */
  formWith(field: string): Form {
    const forms = this.all('form').map(element => new Form(element))
    const found = forms.find(form => form.fields.has(field))
    if (found === undefined) throw new Error(`no form with ${field} at ${this.path}:\n${this.text.slice(0, 800)}`)
    return found
  }

  /** The form in an element. */
  formIn(element: Element): Form {
    const found = elementsOf(element.childNodes).find(one => one.tagName === 'form')
    if (found === undefined) throw new Error(`no form there at ${this.path}`)
    return new Form(found)
  }

  /** Data for scripts. */
  get config(): Record<string, unknown> {
    return JSON.parse(textOf(this.byId('mw-config')))
  }
}

/** A form with what stands in its fields. */
export class Form {
  readonly action: string
  readonly method: string
  /** What would be sent, without any button. */
  readonly fields = new Map<string, string>()
  constructor(element: Element) {
    this.action = attribute(element, 'action') ?? ''
    this.method = (attribute(element, 'method') ?? 'get').toUpperCase()
    for (const field of elementsOf(element.childNodes)) {
      const name = attribute(field, 'name')
      if (name === undefined || field.tagName === 'button') continue
      const type = attribute(field, 'type')
      const isChoice = type === 'checkbox' || type === 'radio'
      if (isChoice && attribute(field, 'checked') === undefined) {
        if (!this.fields.has(name)) this.#choices.add(name)
        continue
      }
      this.fields.set(name, fieldValue(field))
    }
    for (const name of this.#choices) if (!this.fields.has(name)) this.fields.set(name, '')
  }
  readonly #choices = new Set<string>()
}

function fieldValue(field: Element): string {
  // A browser drops the first line break of a text box; the parser has done so already.
  if (field.tagName === 'textarea') return textOf(field)
  if (field.tagName !== 'select') return attribute(field, 'value') ?? ''
  const options = elementsOf(field.childNodes).filter(one => one.tagName === 'option')
  const chosen = options.find(one => attribute(one, 'selected') !== undefined) ?? options[0]
  return chosen === undefined ? '' : (attribute(chosen, 'value') ?? textOf(chosen))
}

function elementsOf(nodes: readonly Node[]): Element[] {
  return nodes.flatMap(node => ('tagName' in node ? [node, ...elementsOf(node.childNodes)] : []))
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find(one => one.name === name)?.value
}

export function textOf(element: { readonly childNodes: readonly Node[] }): string {
  return element.childNodes.map(node => ('value' in node ? node.value : 'tagName' in node ? textOf(node) : '')).join('')
}

export class Person {
  readonly client: Client
  readonly #root: string
  constructor(wiki: TestWiki, client: Client = wiki.client()) {
    this.client = client
    this.#root = wiki.url
  }

  /** Somebody who has logged in through the form. */
  static async loggedIn(wiki: TestWiki, name: string): Promise<Person> {
    const person = new Person(wiki)
    await person.logIn(name, passwordOf(name))
    return person
  }

  /** Asks for a page, without following where it leads. */
  async ask(path: string, init?: RequestInit): Promise<Page> {
    const url = new URL(path, this.#root)
    return new Page(path, await this.client.fetch(url.pathname + url.search, init))
  }

  /** Goes to a page, and on to where it leads. */
  async visit(path: string, init?: RequestInit): Promise<Page> {
    let page = await this.ask(path, init)
    for (let steps = 0; page.status >= 300 && page.status < 400; steps++) {
      const location = page.headers.get('location')
      if (location === null || steps > 5) throw new Error(`${path} leads nowhere`)
      page = await this.ask(location)
    }
    return page
  }

  action(title: string, query: Record<string, string>): Promise<Page> {
    return this.visit(`/index.php?${new URLSearchParams({ title, ...query })}`)
  }

  /** Fills in the form that has the first of these fields, and sends it by a button. */
  async send(
    page: Page,
    values: Record<string, string>,
    button: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Page> {
    const [first = ''] = Object.keys(values)
    const form = page.formWith(first)
    const fields = new URLSearchParams()
    for (const [name, value] of form.fields) if (value !== '' || !isUnticked(name)) fields.set(name, value)
    for (const [name, value] of Object.entries({ ...values, ...button })) fields.set(name, value)
    if (form.method === 'GET') return this.visit(`${form.action}?${fields}`)
    const body = fields.toString()
    const type = 'application/x-www-form-urlencoded'
    return this.visit(form.action, { method: 'POST', body, headers: { 'content-type': type, ...headers } })
  }

  async logIn(name: string, password: string): Promise<Page> {
    return this.send(await this.visit('/wiki/Special:UserLogin'), { wpName: name, wpPassword: password })
  }

  /** Changes a page by its form; what is left out stays as it stands there. */
  async edit(
    title: string,
    values: { wpTextbox1: string } & Record<string, string>,
    query: Record<string, string> = {},
  ): Promise<Page> {
    return this.send(await this.action(title, { action: 'edit', ...query }), values, { wpSave: '1' })
  }
}

const isUnticked = (name: string): boolean =>
  /^(ids-|add-|remove-|wpMinoredit|wpWatchthis|cascade|hide|topOnly|newOnly)/.test(name)
