import { once } from 'node:events'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { ClientBase, Connection, Submittable } from 'pg'

// pg speaks the messages of COPY and has no call for them. Both directions wait for the slower side,
// so that memory does not grow with a table.

type Wire = Connection & {
  stream: Socket
  sendCopyFromChunk: (chunk: Buffer) => void
  endCopyFrom: () => void
  sendCopyFail: (message: string) => void
}

/** The rows that `COPY … TO STDOUT` brings, as PostgreSQL writes them. */
export function copyOut(client: ClientBase, statement: string): Readable {
  let wire: Wire | undefined
  const rows = new Readable({ read: () => void wire?.stream.resume() })
  const query = {
    submit(connection: Wire) {
      wire = connection
      connection.query(statement)
    },
    handleCopyData({ chunk }: { chunk: Buffer }) {
      if (!rows.push(Buffer.from(chunk))) wire?.stream.pause()
    },
    handleCommandComplete: () => undefined,
    handleError: (error: Error) => void rows.destroy(error),
    handleReadyForQuery: () => void rows.push(null),
  }
  client.query(query as unknown as Submittable)
  return rows
}

/** Sends rows to `COPY … FROM STDIN`. What breaks off while it is read writes nothing. */
export function copyIn(client: ClientBase, statement: string, rows: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined
    const query = {
      submit: (connection: Wire) => connection.query(statement),
      async handleCopyInResponse(connection: Wire) {
        try {
          for await (const chunk of rows) {
            connection.sendCopyFromChunk(chunk as Buffer)
            if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
          }
          connection.endCopyFrom()
        } catch (error) {
          failure = error as Error
          connection.sendCopyFail('the rows broke off')
        }
      },
      handleCommandComplete: () => undefined,
      handleError(error: Error) {
        failure ??= error
        rows.destroy()
        // A connection that is gone is never ready again
        reject(failure)
      },
      handleReadyForQuery: () => (failure ? reject(failure) : resolve()),
    }
    client.query(query as unknown as Submittable)
  })
}
