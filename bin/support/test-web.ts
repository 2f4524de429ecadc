import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Way } from '@/lib/outbound'

/**
 * The web, for a file of tests: a server of this machine, to which every host name leads. `pages` says
 * what stands at a path, from its slash on, and `asked` what a test has asked for.
 * @param patience milliseconds that `way` waits for a page
 */
export function testWeb(patience: number) {
  const pages = new Map<string, RequestListener>()
  const asked: IncomingMessage[] = []
  let port = 0
  const server = createServer((request, response) => {
    asked.push(request)
    const found = pages.get(request.url ?? '')
    if (found) found(request, response)
    else response.writeHead(404).end()
  })

  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  })
  beforeEach(() => asked.splice(0))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  /** Nothing but the loopback of this machine is public. */
  const way: Way = {
    resolve: async () => ['127.0.0.1'],
    allows: (address) => address === '127.0.0.1',
    patience,
  }
  const at = (path: string, host = 'site.example') => `http://${host}:${port}${path}`
  return { pages, asked, way, at }
}
