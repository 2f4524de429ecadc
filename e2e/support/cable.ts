import { connect, createServer, type Socket } from 'node:net'

/** A way to the database that can be cut and mended. */
export async function layCable(databaseUrl: string) {
  const database = new URL(databaseUrl)
  const [host, port] = [database.hostname, Number(database.port || 5432)]
  const sockets = new Set<Socket>()
  let cut = false

  const server = createServer((near) => {
    if (cut) return near.destroy()
    const far = connect(port, host)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  database.hostname = '127.0.0.1'
  database.port = String(typeof address === 'object' && address ? address.port : 0)

  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: database.href,
    cut() {
      cut = true
      drop()
    },
    mend() {
      cut = false
    },
    stop() {
      drop()
      server.close()
    },
  }
}
