import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { looksLikePlaylist } from './playlist-json'
import { Refused } from './refusal'
import { looksLikeTranscripts, readTranscriptFiles } from './transcript-files'
import { readTranscriptName } from './transcript-names'

const vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello there\n'
const srt = '1\r\n00:00:01,000 --> 00:00:02,000\r\nHello again\r\n'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transcripts-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, content: string | Uint8Array) {
  const path = join(folder, name)
  await writeFile(path, content)
  return { name, path }
}

async function zip(name: string, files: Record<string, string | Uint8Array>) {
  const archive = new ZipFile()
  for (const [inside, content] of Object.entries(files)) {
    archive.addBuffer(Buffer.from(content), inside, { compress: content.length > 1_000 })
  }
  archive.end()
  return file(name, await buffer(archive.outputStream))
}

const refusal = async (given: { name: string; path: string }[]) =>
  readTranscriptFiles(given).then(
    () => null,
    (error) => (error instanceof Refused ? error.refusal : error),
  )

describe('files of transcripts', () => {
  it('are read one by one, and what is none is told', async () => {
    const { files, problems } = await readTranscriptFiles([
      await file('One.en.vtt', vtt),
      await file('two.srt', srt),
      await file('photo.txt', new Uint8Array([0, 1, 2, 0])),
    ])
    expect(files.map(({ name, format, cues }) => [name, format, cues.length])).toEqual([
      ['One.en.vtt', 'webvtt', 1],
      ['two.srt', 'srt', 1],
    ])
    expect(problems).toMatchObject([{ code: 'no-transcript', item: 'photo.txt' }])
  })

  it('come in an archive with folders, beside what systems put in', async () => {
    const { files, problems } = await readTranscriptFiles([
      await zip('all.zip', {
        'day 1/One.vtt': vtt,
        '__MACOSX/day 1/._One.vtt': 'x',
        'day 1/.DS_Store': 'x',
        'day 1/slides.pdf': '%PDF',
        'day 2/Two.srt': srt,
      }),
    ])
    expect(files.map(({ name }) => name)).toEqual(['day 1/One.vtt', 'day 2/Two.srt'])
    expect(problems).toMatchObject([{ code: 'no-transcript', item: 'day 1/slides.pdf' }])
  })

  it('have the names that a Windows archive gives them in GBK', async () => {
    const gbk = Buffer.from([0xb7, 0xfe, 0xce, 0xf1, 0xcd, 0xf8, 0xb8, 0xf1])
    const made = await zip('gbk.zip', { 'AAAAAAAA.vtt': vtt })
    const bytes = await readFile(made.path)
    for (let at = bytes.indexOf('AAAAAAAA'); at >= 0; at = bytes.indexOf('AAAAAAAA')) {
      gbk.copy(bytes, at)
    }
    // Without the mark that names are UTF-8
    for (const [mark, offset] of [
      ['PK\x03\x04', 6],
      ['PK\x01\x02', 8],
    ] as const) {
      const at = bytes.indexOf(mark, 0, 'latin1')
      bytes.writeUInt16LE(bytes.readUInt16LE(at + offset) & ~0x800, at + offset)
    }
    const { files } = await readTranscriptFiles([await file('gbk2.zip', bytes)])
    expect(files[0]?.name).toBe('服务网格.vtt')
  })

  it('are refused in words: names that lead out, bombs, damage, nothing in it', async () => {
    const evil = await zip('evil.zip', { 'aaaaaaaa/x.vtt': vtt })
    for (const [at, name] of ['../../et', '/etc/aaa', 'C:/aaaaa', '..\\..\\aa'].entries()) {
      const bytes = await readFile(evil.path)
      const text = bytes.toString('latin1').replaceAll('aaaaaaaa/', `${name.padEnd(8, 'a')}/`)
      const made = await file(`evil${at}.zip`, Buffer.from(text.slice(0, bytes.length), 'latin1'))
      expect(await refusal([made]), name).toMatchObject({ code: 'zip-path' })
    }
    const bomb = Buffer.alloc(49 * 2 ** 20, 'a')
    expect(await refusal([await zip('bomb.zip', { 'a.vtt': bomb })])).toMatchObject({
      code: 'unpacked-too-large',
      params: { limit: 48 },
    })
    const many = Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`${n}.pdf`, '']))
    expect(await refusal([await zip('many.zip', many)])).toMatchObject({ code: 'zip-too-many' })
    const files = Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`${n}.vtt`, vtt]))
    expect(await refusal([await zip('501.zip', files)])).toMatchObject({
      code: 'too-many-transcripts',
    })
    const cut = (await readFile((await zip('cut.zip', { 'a.vtt': vtt })).path)).subarray(0, 60)
    expect(await refusal([await file('cut2.zip', cut)])).toMatchObject({ code: 'zip-broken' })
    const nothing = await zip('nothing.zip', { 'a.pdf': '%PDF' })
    expect(await refusal([nothing])).toMatchObject({ code: 'no-transcripts' })
    const one = await file('one.vtt', vtt)
    expect(await refusal([nothing, one])).toMatchObject({ code: 'zip-alone' })
  })

  it('that claim to be small are counted as they come out', async () => {
    const made = await zip('lie.zip', { 'a.vtt': Buffer.alloc(3 * 2 ** 20, 'a') })
    const bytes = await readFile(made.path)
    const at = bytes.indexOf('PK\x01\x02', 0, 'latin1')
    bytes.writeUInt32LE(10, at + 24)
    expect(await refusal([await file('lie2.zip', bytes)])).toMatchObject({ code: 'zip-broken' })
    const { problems, files } = await readTranscriptFiles([
      await zip('long.zip', { 'a.vtt': Buffer.alloc(3 * 2 ** 20, 'a'), 'b.vtt': vtt }),
    ])
    expect(files.map(({ name }) => name)).toEqual(['b.vtt'])
    expect(problems).toMatchObject([{ code: 'transcript-long', item: 'a.vtt' }])
  })

  it('are told from notes and programmes', async () => {
    const told = async (it: { path: string }) => looksLikeTranscripts(it.path)
    expect(await told(await file('a.bin', vtt))).toBe(true)
    expect(await told(await file('b.bin', `\uFEFF${srt}`))).toBe(true)
    expect(await told(await zip('c.zip', { 'x/a.vtt': vtt }))).toBe(true)
    expect(await told(await zip('d.zip', { 'notes.md': '# A', 'a.vtt': vtt }))).toBe(false)
    expect(await told(await file('e.bin', '# Notes\n\n00:01 said'))).toBe(false)
    expect(await told(await file('f.bin', 'BEGIN:VCALENDAR'))).toBe(false)
    expect(await told(await file('g.bin', '1'.padEnd(60_000, '\n')))).toBe(false)
    expect(await told(await file('h.bin', ''))).toBe(false)
  })
})

describe('the name of a transcript', () => {
  it.each([
    ['Simple Made Easy [dQw4w9WgXcQ].en.vtt', 'Simple Made Easy', 'en', 'video:dQw4w9WgXcQ'],
    ['Simple Made Easy-dQw4w9WgXcQ.en-US.srt', 'Simple Made Easy', 'en-US', 'video:dQw4w9WgXcQ'],
    ['003 - simple-made-easy.zh_hans.vtt', 'simple-made-easy', 'zh-Hans', 'made'],
    ['simple-made-easier.vtt', 'simple made easier', '', 'name:simple-made-easier'],
    ['simple_made_easy.txt', 'simple made easy', '', 'name:simple_made_easy'],
    ['39c3-1234-deu-Simple.vtt', '39c3 1234 deu Simple', '', '1234'],
    ['1234-eng.srt', '1234', 'en', 'name:1234'],
    ['day 1/QX7DYN.en-orig.vtt', 'QX7DYN', 'en', 'name:qx7dyn'],
    ['What it is.vtt', 'What it is', '', 'name:what it is'],
    ['Node.js at scale.vtt', 'Node js at scale', '', 'scale'],
    ['服务网格规范.zh.srt', '服务网格规范', 'zh', 'name:服务网格规范'],
  ])('%s', (name, title, language, mark) => {
    const read = readTranscriptName(name)
    expect([read.title, read.language]).toEqual([title, language])
    expect(read.marks).toContain(mark)
  })

  it('is the same for the languages of one talk', () => {
    const [one, other] = ['a/T [dQw4w9WgXcQ].en.vtt', 'a/T [dQw4w9WgXcQ].zh-Hans.vtt']
    expect(readTranscriptName(`${one}`).stem).toBe(readTranscriptName(`${other}`).stem)
  })
})

const samples = `${process.env.HALLWAY_SAMPLES}/7-transcripts/emacsconf-2024`

describe.skipIf(!process.env.HALLWAY_SAMPLES)('transcripts of a conference', () => {
  it('have names that hold code, title and speaker', async () => {
    const names = (await readdir(samples)).sort()
    const { files } = await readTranscriptFiles(
      names.map((name) => ({ name, path: join(samples, name) })),
    )
    expect(files.map(({ cues }) => cues.length)).toEqual([339, 164, 87, 222, 165, 273, 141])
    expect(readTranscriptName(files[1]?.name ?? '').title).toBe(
      'emacsconf 2024 guile | beguiling emacs guileemacs relaunched | robin templeton | main',
    )
  })

  it('are told from all that other people have kept', async () => {
    const root = process.env.HALLWAY_SAMPLES ?? ''
    const all = (await readdir(root, { recursive: true, withFileTypes: true }))
      .filter((one) => one.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
    const told: string[] = []
    for (const path of all) {
      if (await looksLikeTranscripts(path)) told.push(path.slice(root.length + 1))
      const start = (await readFile(path)).subarray(0, 65_536).toString('utf8')
      expect(looksLikePlaylist(start), path).toBe(false)
    }
    expect(told.every((path) => /^7-transcripts\/.*\.(vtt|srt)$/.test(path))).toBe(true)
    expect(told).toHaveLength(10)
  })
})
