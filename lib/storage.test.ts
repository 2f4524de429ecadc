import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'

let folder: string
let storage: typeof import('./storage')

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hallway-storage-'))
  process.env.HALLWAY_DATA = folder
  storage = await import('./storage')
})
afterAll(() => rm(folder, { recursive: true }))

const contentOf = async (hash: string) => {
  const { size, body } = await storage.openStored(hash)
  const content = await new Response(body as BodyInit).text()
  expect(content.length).toBe(size)
  return content
}
const incoming = () => readdir(path.join(folder, 'files', 'incoming'))

test('a file that is kept can be read by its hash, and nothing else is left', async () => {
  const file = await storage.receive(Readable.from([Buffer.from('Hall'), Buffer.from('way')]), 100)
  const hash = createHash('sha256').update('Hallway').digest('hex')
  expect([file.hash, file.size]).toEqual([hash, 7])
  expect(await storage.isStored(hash)).toBe(false)
  await file.keep()
  await file.drop()
  expect(await storage.isStored(hash)).toBe(true)
  expect(await contentOf(hash)).toBe('Hallway')
  expect(await storage.withStored(hash, (place) => readFile(place, 'utf8'))).toBe('Hallway')
  expect(await incoming()).toEqual([])
})

test('the same content is kept once', async () => {
  for (const pieces of [['Hallway'], ['Ha', 'llway']]) {
    const file = await storage.receive(Readable.from(pieces.map((it) => Buffer.from(it))), 100)
    await file.keep()
  }
  const hash = createHash('sha256').update('Hallway').digest('hex')
  expect(await storage.storeBytes(Buffer.from('Hallway'))).toBe(hash)
  expect(await readdir(path.join(folder, 'files', hash.slice(0, 2)))).toEqual([hash])
  expect(await incoming()).toEqual([])
})

test('what is removed is gone, and can be removed again', async () => {
  const hash = await storage.storeBytes(Buffer.from('gone soon'))
  await storage.removeStored(hash)
  await storage.removeStored(hash)
  expect(await storage.isStored(hash)).toBe(false)
  await expect(storage.openStored(hash)).rejects.toThrow()
})

test('a file that is too large leaves nothing behind', async () => {
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(1000)
    })(),
  )
  await expect(storage.receive(endless, 5000)).rejects.toBeInstanceOf(storage.TooLarge)
  expect(await incoming()).toEqual([])
})

test('a sender that goes away leaves nothing behind', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half')
      throw new Error('gone')
    })(),
  )
  await expect(storage.receive(broken, 100)).rejects.toThrow('gone')
  expect(await incoming()).toEqual([])
})

test('what a killed process left is swept away, what is being received stays', async () => {
  const [old, fresh] = ['old', 'fresh'].map((name) => path.join(folder, 'files', 'incoming', name))
  await writeFile(old ?? '', 'x')
  await writeFile(fresh ?? '', 'x')
  const longAgo = new Date(Date.now() - 2 * 3_600_000)
  await utimes(old ?? '', longAgo, longAgo)
  const file = await storage.receive(Readable.from([Buffer.from('y')]), 100)
  await file.drop()
  expect(await incoming()).toEqual(['fresh'])
})

test('only a content hash names a stored file', async () => {
  for (const strange of ['../../etc/passwd', 'a'.repeat(63), 'A'.repeat(64)]) {
    await expect(storage.isStored(strange)).rejects.toThrow(TypeError)
    await expect(storage.openStored(strange)).rejects.toThrow(TypeError)
    await expect(storage.removeStored(strange)).rejects.toThrow(TypeError)
  }
})

test('a part of a file is read as a part', async () => {
  const hash = await storage.storeBytes(Buffer.from('Hallway track'))
  const { size, body } = await storage.openStored(hash, { start: 8, end: 12 })
  expect([size, await new Response(body as BodyInit).text()]).toEqual([5, 'track'])
})
