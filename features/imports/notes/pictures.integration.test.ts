import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { beforeAll, expect, test, vi } from 'vitest'
import { ZipFile } from 'yazl'
import { testWeb } from '@/bin/support/test-web'
import { type Member, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { receive } from '@/lib/storage'
import { createTeam } from '@/prisma/factories'
import { readApart } from '../formats/read-apart'
import { applyNotes } from './apply'
import { bringPictures } from './pictures'
import { getNoteImport, getNotePlan, stageNotes } from './staging'
import { undoNotes } from './undo'

vi.hoisted(() => {
  process.env.FETCH_LINKS = 'on'
})

let picture: Buffer
const { pages, way, at } = testWeb(5_000)

beforeAll(async () => {
  const plain = { width: 40, height: 30, channels: 3 as const, background: '#0a7' }
  picture = await sharp({ create: plain }).png().toBuffer()
})

async function importOne(member: Member, name: string, bytes: Buffer): Promise<string> {
  const file = await receive(Readable.from([bytes]), 2 ** 20)
  const result = await readApart(file.path, { name })
  if (!result.ok || !('notes' in result)) throw new Error('no notes')
  await file.keep()
  const { hash, size } = file
  const placed = { conferenceId: null, ownZone: null }
  const id = await stageNotes(member, { hash, size, name, notes: result.notes, ...placed })
  const staged = await getNoteImport(member, id)
  const found = staged && (await getNotePlan(member, staged))
  await applyNotes(member, { id, planHash: found?.hash ?? '' })
  return id
}

const slots = ({ teamId }: Member) =>
  db.annotation.findMany({
    where: { teamId, kind: 'photo' },
    include: { photos: true },
    orderBy: { orderKey: 'asc' },
  })

/** What waits in the queue for pictures of an import, done at once. */
async function bring(member: Member, importId: string) {
  const system = { ...systemFor('a test'), teamId: member.teamId }
  const jobs = await db.$queryRaw<{ data: Parameters<typeof bringPictures>[1] }[]>`
    SELECT "data" FROM pgboss.job WHERE "name" = 'note-pictures'
      AND "data"->>'importId' = ${importId}`
  const failed = []
  for (const { data } of jobs) failed.push(await bringPictures(system, data, way))
  return failed
}

test('pictures of an archive come along; what is missing or none stays a slot', async () => {
  const { editor, owner } = await createTeam()
  const zip = new ZipFile()
  const text =
    '# A talk - Ada Byron\n\n![Slide 3](img/a.png)\n\n![](img/no.png)\n\n![](img/text.png)\n'
  zip.addBuffer(Buffer.from(text), 'notes.md')
  zip.addBuffer(picture, 'img/a.png')
  zip.addBuffer(Buffer.from('no picture at all'), 'img/text.png')
  zip.end()
  const id = await importOne(editor, 'notes.zip', await buffer(zip.outputStream))
  expect(await bring(editor, id)).toEqual([null])
  // Once more is the same
  await bring(editor, id)
  const [had, missing, none] = await slots(editor)
  expect(had).toMatchObject({ bodySource: 'Slide 3', closedById: editor.userId })
  expect(had?.photos).toMatchObject([{ addedById: editor.userId, position: 0 }])
  expect(missing).toMatchObject({ bodySource: '`img/no.png`', closedAt: null, photos: [] })
  expect(none).toMatchObject({ closedAt: null, photos: [] })

  // Somebody else's picture makes the annotation theirs as well
  const { largeHash, smallHash, sentHash } = had?.photos[0] ?? { largeHash: '', smallHash: '' }
  const more = { id: newId(), position: 1, addedById: owner.userId }
  const { teamId } = editor
  await db.attachment.create({
    data: {
      teamId,
      annotationId: had?.id ?? '',
      ...more,
      largeHash,
      smallHash,
      sentHash: `${sentHash}`,
    },
  })
  await undoNotes(editor, id)
  expect((await slots(editor)).map(({ id: one }) => one)).toEqual([had?.id])
})

test('hot-linked pictures are fetched and kept, or stay slots with their address', async () => {
  const { editor } = await createTeam()
  const sends = (type: string, body: Buffer | string) => (_: unknown, response: ServerResponse) =>
    response.writeHead(200, { 'content-type': type }).end(body)
  pages.set('/a*b!.png', sends('image/png', picture))
  pages.set('/page.png', sends('text/html', '<p>No picture'))
  const links = ['/a*b!.png', '/gone.png', '/page.png'].map((path) => `![](${at(path)})`)
  const id = await importOne(editor, 'notes.md', Buffer.from(`# A talk\n\n${links.join('\n\n')}\n`))
  expect(await bring(editor, id)).toEqual([null, null, null])
  const [had, gone, page] = await slots(editor)
  expect(had?.photos).toHaveLength(1)
  expect(had?.closedAt).not.toBeNull()
  for (const slot of [gone, page]) {
    expect(slot).toMatchObject({ closedAt: null, photos: [] })
    expect(slot?.bodySource).toContain(at('/'))
  }
  await undoNotes(editor, id)
  expect(await slots(editor)).toEqual([])
  // What was undone meanwhile gets no picture any more
  await bring(editor, id)
  expect(await db.attachment.count({ where: { teamId: editor.teamId } })).toBe(0)
})
