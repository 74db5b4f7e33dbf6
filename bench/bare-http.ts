// What Node can do at most: a bare server that answers everything with the same head and body.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface BareAnswer {
  headers: [string, string][]
  body: Buffer
}

process.once('message', ({ headers, body }: BareAnswer) => {
  const flat = headers.flat()
  const server = createServer((_request, response) => {
    response.writeHead(200, flat)
    response.end(body)
  })
  server.listen(0, '127.0.0.1', () => process.send?.({ result: (server.address() as AddressInfo).port }))
})
