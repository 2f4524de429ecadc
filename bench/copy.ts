import type { ClientBase, Connection, Submittable } from 'pg'

// pg speaks COPY's messages and has no call for them; this is the smallest query that uses them.

type Wire = Connection & { sendCopyFromChunk: (chunk: Buffer) => void; endCopyFrom: () => void }

function submit(client: ClientBase, text: string, given: string): Promise<{ received: string }> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let failure: Error | undefined
    const query = {
      submit: (connection: Connection) => connection.query(text),
      handleCopyInResponse(connection: Wire) {
        connection.sendCopyFromChunk(Buffer.from(given))
        connection.endCopyFrom()
      },
      handleCopyData: ({ chunk }: { chunk: Buffer }) => parts.push(Buffer.from(chunk)),
      handleCommandComplete: () => undefined,
      handleError(error: Error) {
        failure = error
      },
      handleReadyForQuery: () =>
        failure ? reject(failure) : resolve({ received: Buffer.concat(parts).toString() }),
    }
    client.query(query as unknown as Submittable)
  })
}

/** The answer of `COPY (…) TO STDOUT`, in PostgreSQL's text format. */
export async function copyOut(client: ClientBase, query: string): Promise<string> {
  return (await submit(client, `COPY (${query}) TO STDOUT`, '')).received
}

/** Writes rows in PostgreSQL's text format into a table, all its columns in their order. */
export async function copyIn(client: ClientBase, table: string, rows: string): Promise<void> {
  await submit(client, `COPY "${table}" FROM STDIN`, rows)
}
