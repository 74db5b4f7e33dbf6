// One connection of a client that costs as little as possible: bytes made beforehand go out over a plain socket, and of
// what comes back only the length, the status and the error header are read. So that what is measured is the server.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Reply {
  readonly status: number
  /** Whether the API said that it refused. */
  readonly refused: boolean
  /** Head and body as they came. */
  readonly bytes: Buffer
}

const headEnd = Buffer.from('\r\n\r\n')

export class Connection {
  readonly #port: number
  readonly #host: string
  #socket: Socket | undefined
  #received: Buffer[] = []
  #length = 0
  /** Bytes of the reply, once its head is there and says so. */
  #expected: number | undefined
  #head = ''
  #headLength = 0
  #done: ((reply: Reply) => void) | undefined
  #failed: ((error: Error) => void) | undefined

  constructor(host: string, port: number) {
    this.#host = host
    this.#port = port
  }

  /** Sends one request and waits for its whole reply; connects anew where the server has closed. */
  async ask(request: Buffer): Promise<Reply> {
    const socket = this.#socket ?? (await this.#connect())
    return new Promise((resolve, reject) => {
      this.#done = resolve
      this.#failed = reject
      socket.write(request)
    })
  }

  close(): void {
    this.#socket?.destroy()
    this.#socket = undefined
  }

  async #connect(): Promise<Socket> {
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true })
    await once(socket, 'connect')
    this.#socket = socket
    socket.on('data', (bytes: Buffer) => this.#take(bytes))
    const gone = (error?: Error) => {
      if (this.#socket === socket) this.#socket = undefined
      this.#failed?.(error ?? new Error('the server closed the connection in the middle'))
    }
    socket.on('error', gone)
    socket.on('close', () => gone())
    return socket
  }

  #take(bytes: Buffer): void {
    this.#received.push(bytes)
    this.#length += bytes.length
    if (this.#head === '' && !this.#readHead()) return
    if (this.#expected === undefined ? this.#lastChunkIsHere() : this.#length >= this.#expected) this.#finish()
  }

  #readHead(): boolean {
    const all = this.#all()
    const end = all.indexOf(headEnd)
    if (end === -1) return false
    this.#head = all.toString('latin1', 0, end)
    this.#headLength = end + headEnd.length
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head)?.[1]
    if (length !== undefined) this.#expected = this.#headLength + Number(length)
    return true
  }

  /** Walks the sizes of the chunks, for bytes that look like an end may stand in the body. */
  #lastChunkIsHere(): boolean {
    const all = this.#all()
    for (let at = this.#headLength; ; ) {
      const lineEnd = all.indexOf('\r\n', at)
      if (lineEnd === -1) return false
      const size = Number.parseInt(all.toString('latin1', at, lineEnd), 16)
      at = lineEnd + 2 + size + 2
      if (at > all.length) return false
      if (size === 0) return true
    }
  }

  #all(): Buffer {
    if (this.#received.length > 1) this.#received = [Buffer.concat(this.#received)]
    return this.#received[0] ?? Buffer.alloc(0)
  }

  #finish(): void {
    const reply: Reply = {
      status: Number(this.#head.slice(9, 12)),
      refused: /\r\nmediawiki-api-error:/i.test(this.#head),
      bytes: this.#all(),
    }
    if (/\r\nconnection: *close/i.test(this.#head)) this.close()
    this.#received = []
    this.#length = 0
    this.#expected = undefined
    this.#head = ''
    const done = this.#done
    this.#done = undefined
    this.#failed = undefined
    done?.(reply)
  }
}
