import { connect, createServer, type Socket } from 'node:net'

/** A way to the database that can be cut and mended. */
export async function layCable(databaseUrl: string) {
  const database = new URL(databaseUrl)
  const [host, port] = [database.hostname, Number(database.port || 5432)]
  const sockets = new Set<Socket>()
  let cut = false
  let untilCommit = false

  const server = createServer((near) => {
    if (cut) return near.destroy()
    const far = connect(port, host)
    // Prepared once on a connection, and from then on only named
    let prepared = 'COMMIT'
    near.on('data', (bytes: Buffer) => {
      const words = bytes.toString('latin1')
      prepared = /([0-9a-f]{32})\0COMMIT\0/.exec(words)?.[1] ?? prepared
      if (!untilCommit || !words.includes(prepared)) return
      untilCommit = false
      far.unpipe(near)
      far.once('data', () => {
        cut = true
        drop()
      })
      far.resume()
    })
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
    /** Cuts it when the database has committed, before the answer arrives. */
    cutAtCommit() {
      untilCommit = true
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
