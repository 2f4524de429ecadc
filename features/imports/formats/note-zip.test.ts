import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { pictureIn } from './note-paths'
import { readAny } from './read-any'
import { placeIn } from './staged-notes'

async function zipOf(files: Record<string, string | Buffer>, compress = true): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), name, { compress })
  }
  zip.end()
  return buffer(zip.outputStream)
}

/** The same archive with another name in it, of the same length. */
const renamed = (zip: Buffer, from: string, to: string) =>
  Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1')

const codeOf = async (zip: Buffer) => {
  const result = await readAny(zip, { name: 'notes.zip' })
  return result.ok ? 'read' : [result.code, result.params]
}

describe('an archive of notes', () => {
  it('is read file by file, with the pictures that came along', async () => {
    const zip = await zipOf({
      '__MACOSX/day/1.md': 'Nothing',
      'day/10-last.md': '# Last - Ada Byron\n\n![](../img/b.png)\n\n![](gone.png)',
      'day/2-first.md':
        '## 2026-11-10\n\n### First\n\nOne.\n\n![Slide](<img/a b.png>)\n\n### Second\n\nTwo.',
      'day/img/a b.png': 'x',
      'img/b.png': 'x',
    })
    const result = await readAny(zip, { name: 'cloud_days.zip' })
    if (!result.ok || !('notes' in result)) throw new Error('not read')
    const { notes } = result
    expect(notes.title).toBe('cloud days')
    expect(notes.sections.map(({ title, day }) => [title, day])).toEqual([
      ['First', '2026-11-10'],
      ['Second', '2026-11-10'],
      ['Last', null],
    ])
    const photos = notes.sections.flatMap(({ pieces }) => pieces.filter((one) => one.image))
    expect(photos.map(({ image, picture }) => [image, picture])).toEqual([
      ['img/a b.png', 'day/img/a b.png'],
      ['../img/b.png', 'img/b.png'],
      ['gone.png', undefined],
    ])
    const last = notes.sections[2]?.line ?? 0
    expect(placeIn(notes, last)).toEqual({ file: 'day/10-last.md', line: 1 })
  })

  it('is refused in words when it is no archive of notes, or a trap', async () => {
    const plain = await zipOf({ 'schedule.xml': '<schedule/>' })
    expect(await codeOf(plain)).toEqual(['zip-without-notes', {}])
    const out = renamed(await zipOf({ 'aa/notes.md': '# A\n\nb' }), 'aa/notes.md', '../notes.md')
    expect(await codeOf(out)).toEqual(['zip-path', {}])
    const bomb = await zipOf({ 'notes.md': Buffer.alloc(30 * 2 ** 20, 'a') })
    expect(bomb.length).toBeLessThan(100_000)
    expect(await codeOf(bomb)).toEqual(['unpacked-too-large', { limit: 20 }])
    const small = Buffer.from(bomb)
    // It says that it is small
    const size = Buffer.alloc(4)
    size.writeUInt32LE(30 * 2 ** 20)
    for (let at = small.indexOf(size); at >= 0; at = small.indexOf(size)) small.writeUInt32LE(9, at)
    expect(await codeOf(small)).toEqual(['zip-broken', {}])
    expect(await codeOf(plain.subarray(0, plain.length - 30))).toEqual(['zip-broken', {}])
    const many = Object.fromEntries(Array.from({ length: 5_001 }, (_, at) => [`${at}.md`, 'a']))
    expect(await codeOf(await zipOf(many, false))).toEqual(['zip-too-many', { limit: 5_000 }])
    expect(await codeOf(await zipOf({ 'a.md': '', 'b.md': ' \n' }))).toEqual(['empty', {}])
  })
})

describe('where a picture lies', () => {
  const paths = new Set(['img/a.png', 'day/img/a b.png', 'day/c.png'])
  it.each([
    ['img/a b.png', 'day/img/a b.png'],
    ['img/a%20b.png', 'day/img/a b.png'],
    ['./c.png?raw=true', 'day/c.png'],
    ['/img/a.png', 'img/a.png'],
    ['img/a.png', 'img/a.png'],
    ['../../../img/a.png', 'img/a.png'],
    ['https://x.example/img/a.png', null],
    ['//x.example/day/c.png', null],
    ['img/%E0.png', null],
  ])('%s', (written, found) => expect(pictureIn(paths, 'day/notes.md', written)).toBe(found))
})
