import { createHash, createHmac } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

// A service of a few lines that checks each signature as S3 does and keeps objects by their path.
const secret = 'not a secret'
const objects = new Map<string, Buffer>()
const asked: string[] = []
let failures = 0
let folder: string
let storage: typeof import('./storage')

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** AWS Signature Version 4, from its public description: what the header must say. */
function signatureOf(request: IncomingMessage, signed: string[]): string {
  const header = (name: string) => String(request.headers[name] ?? '').trim()
  const canonical = [
    request.method,
    request.url,
    '',
    ...signed.map((name) => `${name}:${header(name)}`),
    '',
    signed.join(';'),
    header('x-amz-content-sha256'),
  ].join('\n')
  const at = header('x-amz-date')
  const scope = `${at.slice(0, 8)}/eu-test-1/s3/aws4_request`
  const key = ['eu-test-1', 's3', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    hmac(`AWS4${secret}`, at.slice(0, 8)),
  )
  return hmac(key, ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n')).toString('hex')
}

const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray())
  asked.push(`${request.method} ${request.url}`)
  const [, credential, signed = '', signature] =
    /Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
      request.headers.authorization ?? '',
    ) ?? []
  const hash = request.headers['x-amz-content-sha256']
  const status =
    !credential?.startsWith('key-id/') || signature !== signatureOf(request, signed.split(';'))
      ? 403
      : request.method === 'PUT' && hash !== sha256(body)
        ? 400
        : failures-- > 0
          ? 503
          : 0
  const key = request.url ?? ''
  if (status) return response.writeHead(status).end()
  if (request.method === 'PUT') objects.set(key, body)
  if (request.method === 'DELETE') objects.delete(key)
  const found = objects.get(key)
  if (request.method === 'DELETE') return response.writeHead(204).end()
  if (!found) return response.writeHead(404).end('no such key')
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(String(request.headers.range)) ?? []
  const part = to ? found.subarray(Number(from), Number(to) + 1) : found
  response.writeHead(to ? 206 : 200, { 'content-length': part.length })
  response.end(request.method === 'GET' ? part : '')
})

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hallway-s3-'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  Object.assign(process.env, {
    HALLWAY_DATA: folder,
    S3_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    S3_BUCKET: 'talks',
    S3_REGION: 'eu-test-1',
    S3_ACCESS_KEY_ID: 'key-id',
    S3_SECRET_ACCESS_KEY: secret,
  })
  storage = await import('./storage')
})
beforeEach(() => {
  asked.length = 0
  failures = 0
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

const textOf = async (hash: string) => {
  const { size, body } = await storage.openStored(hash)
  return [size, await new Response(body as BodyInit).text()]
}

test('a kept file lies in the bucket under its hash, and no longer on this machine', async () => {
  const file = await storage.receive(Readable.from([Buffer.from('Hall'), Buffer.from('way')]), 100)
  const hash = sha256('Hallway')
  const key = `/talks/${hash.slice(0, 2)}/${hash}`
  expect(await storage.isStored(hash)).toBe(false)
  await file.keep()
  expect(asked).toEqual([`HEAD ${key}`, `PUT ${key}`])
  expect(objects.get(key)?.toString()).toBe('Hallway')
  expect(await storage.isStored(hash)).toBe(true)
  expect(await textOf(hash)).toEqual([7, 'Hallway'])
  expect(await readdir(path.join(folder, 'files', 'incoming'))).toEqual([])
})

test('equal bytes are sent once', async () => {
  const hash = await storage.storeBytes(Buffer.from('a picture'))
  expect(await storage.storeBytes(Buffer.from('a picture'))).toBe(hash)
  expect(asked.map((line) => line.split(' ')[0])).toEqual(['HEAD', 'PUT', 'HEAD'])
})

test('who reads by a path gets a copy that is gone afterwards', async () => {
  const hash = await storage.storeBytes(Buffer.from('a programme'))
  let seen = ''
  expect(
    await storage.withStored(hash, async (place) => {
      seen = place
      return readFile(place, 'utf8')
    }),
  ).toBe('a programme')
  await expect(readFile(seen)).rejects.toThrow('ENOENT')
})

test('what is removed is gone, and asking for it fails', async () => {
  const hash = await storage.storeBytes(Buffer.from('gone soon'))
  await storage.removeStored(hash)
  await storage.removeStored(hash)
  expect(await storage.isStored(hash)).toBe(false)
  await expect(storage.openStored(hash)).rejects.toThrow('answered GET with 404')
})

test('a service that stumbles is asked again; one that stays down is an error', async () => {
  const hash = await storage.storeBytes(Buffer.from('patience'))
  failures = 1
  expect(await textOf(hash)).toEqual([8, 'patience'])
  failures = 100
  await expect(storage.openStored(hash)).rejects.toThrow('answered GET with 503')
  await expect(storage.isStored(hash)).rejects.toThrow('503')
})

test('a part of a file is asked for as a part, and a large file goes out in pieces', async () => {
  const content = Buffer.alloc(3_000_000, 'Hallway')
  const file = await storage.receive(Readable.from([content]), content.length)
  await file.keep()
  // By itself: to compare three million bytes one by one takes many seconds
  expect(objects.get(`/talks/${file.hash.slice(0, 2)}/${file.hash}`)?.equals(content)).toBe(true)
  const { size, body } = await storage.openStored(file.hash, { start: 7, end: 13 })
  expect([size, await new Response(body as BodyInit).text()]).toEqual([7, 'Hallway'])
})
