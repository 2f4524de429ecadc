import sharp from 'sharp'
import { beforeAll, expect, test, vi } from 'vitest'
import { testWeb } from '@/bin/support/test-web'
import { type Member, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createSession, createTeam } from '@/prisma/factories'
import { readAny } from '../formats/read-any'
import { bringPictures } from '../notes/pictures'
import { applyAnnotations } from './apply'
import { getAnnotationImport, getAnnotationPlan, stageAnnotations } from './staging'
import { undoAnnotations } from './undo'

vi.hoisted(() => {
  process.env.FETCH_LINKS = 'on'
})

const { pages, way, at } = testWeb(5_000)

beforeAll(async () => {
  const plain = { width: 40, height: 30, channels: 3 as const, background: '#0a7' }
  const picture = await sharp({ create: plain }).png().toBuffer()
  for (const path of ['/a.png', '/b.png', '/c.png']) {
    pages.set(path, (_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end(picture)
    })
  }
})

async function bring(member: Member, value: object): Promise<string> {
  const read = await readAny(new TextEncoder().encode(JSON.stringify(value)))
  if (!read.ok || !('annotations' in read)) throw new Error('no annotations')
  const file = { hash: 'a'.repeat(64), size: 1, name: 'notes.jsonld' }
  const id = await stageAnnotations(member, { ...file, annotations: read.annotations })
  const staged = await getAnnotationImport(member, id)
  const found = staged && (await getAnnotationPlan(member, staged))
  await applyAnnotations(member, { id, planHash: found?.hash ?? '' })
  return id
}

test('pictures keep their address, and those of photo blocks are fetched where they can be', async () => {
  const { editor, owner } = await createTeam()
  const { teamId } = editor
  const talk = await createSession(teamId, { title: 'Boring clusters' })
  const source = 'https://conference.example/talks/1'
  await db.session.updateMany({ where: { id: talk.id }, data: { url: source } })
  const on = (path: string, more: object = {}, words: string[] = []) => ({
    ...{ type: 'Annotation', target: source, ...more },
    body: [...words, { id: at(path), type: 'Image', format: 'image/png' }],
  })
  const photo = { 'hallway:kind': 'photo' }
  const value = [on('/a.png', {}, ['Words']), on('/b.png', photo), on('/gone.png', photo)]
  value.push(on('/c.png', photo))
  const id = await bring(editor, value)
  const jobs = await db.$queryRaw<{ data: Parameters<typeof bringPictures>[1] }[]>`
    SELECT "data" FROM pgboss.job WHERE "name" = 'note-pictures'
      AND "data"->>'importId' = ${id}`
  const system = { ...systemFor('a test'), teamId }
  for (const { data } of jobs) expect(await bringPictures(system, data, way)).toBeNull()
  const slots = await db.annotation.findMany({
    where: { teamId },
    include: { photos: true },
    orderBy: { orderKey: 'asc' },
  })
  const seen = slots.map(({ bodySource, photos }) => [bodySource, photos.length])
  expect(seen).toEqual([
    [`Words\n\n![](<${at('/a.png')}>)`, 0],
    [`![](<${at('/b.png')}>)`, 1],
    [`![](<${at('/gone.png')}>)`, 0],
    [`![](<${at('/c.png')}>)`, 1],
  ])
  // Somebody else's picture makes the annotation theirs as well
  const [first] = slots[3]?.photos ?? []
  const { largeHash = '', smallHash = '' } = first ?? {}
  const hash = { sentHash: `${first?.sentHash}`, largeHash, smallHash }
  const theirs = { annotationId: slots[3]?.id ?? '', position: 1, addedById: owner.userId }
  await db.attachment.create({ data: { teamId, id: newId(), ...theirs, ...hash } })
  await undoAnnotations(editor, id)
  const left = await db.annotation.findMany({ where: { teamId } })
  expect(left.map((it) => it.id)).toEqual([slots[3]?.id])
})
