import 'server-only'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { ZipFile } from 'yazl'
import { log } from '@/lib/log'
import { openStored } from '@/lib/storage'

type Member = { name: string } & ({ text: string } | { hash: string })

/**
 * A zip of texts and stored files, as a stream: one file is open at a time, and none is held in
 * memory. Pictures are stored as they are, since they are compressed already.
 */
export function zipOf(members: Member[]): ReadableStream<Uint8Array> {
  const zip = new ZipFile()
  for (const it of members) {
    if ('text' in it) zip.addBuffer(Buffer.from(it.text), it.name)
    else {
      zip.addReadStreamLazy(it.name, { compress: false }, (ready) => {
        openStored(it.hash).then(
          ({ body }) => ready(null, Readable.fromWeb(body as NodeStream)),
          (error) => ready(error, null as never),
        )
      })
    }
  }
  zip.end()
  const out = zip.outputStream as Readable
  zip.on('error', (error) => {
    log.error({ err: error }, 'an export cannot be packed')
    out.destroy(error)
  })
  return Readable.toWeb(out) as ReadableStream<Uint8Array>
}
