import type { RequestListener, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { beforeAll, describe, expect, it, vi } from 'vitest'

vi.hoisted(() => {
  process.env.FETCH_LINKS = 'on'
})

import { testWeb } from '@/bin/support/test-web'
import { removeUnusedFiles } from '@/features/files/mutations'
import { addLink, createList } from '@/features/reading-lists/mutations'
import type { Passage } from '@/features/sessions/passage'
import { type Member, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { isStored } from '@/lib/storage'
import { createTeam } from '@/prisma/factories'
import { deleteArticle, getArticle, keepArticle, readKeptArticle, restoreArticle } from './articles'
import { getLinkPicture, keepPicture } from './pictures'
import { readLink } from './reading'
import { getArticleVersion } from './versions'

let home: Awaited<ReturnType<typeof createTeam>>
let other: Awaited<ReturnType<typeof createTeam>>
let list: string
const { pages, way: here, at } = testWeb(1_000)

beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
  list = (await createList(home.editor, { title: 'List', description: '' })).id
})

let count = 0
async function linkTo(listener: RequestListener, host = 'site.example') {
  const path = `/article-${++count}`
  pages.set(path, listener)
  const address = at(path, host)
  await addLink(home.editor, { list, why: '', address, title: 'Given title' })
  const { id } = await db.link.findFirstOrThrow({ where: { teamId: home.team.id, url: address } })
  return { id, path, address }
}
const sends =
  (body: string | Buffer, type = 'text/html; charset=utf-8', headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(200, { 'content-type': type, ...headers }).end(body)

const system = () => ({ ...systemFor('test'), teamId: home.team.id })
const rowOf = ({ id }: { id: string }) =>
  db.article.findUniqueOrThrow({ where: { teamId_linkId: { teamId: home.team.id, linkId: id } } })
async function keep(link: { id: string }, member: Member = home.editor) {
  await keepArticle(member, link.id)
  return readKeptArticle(system(), link.id, here)
}

const sentence = 'A lease of a few seconds is enough for most of what a cluster decides. '
const page = (body = '') =>
  `<html lang="en"><head><title>Leases</title></head><body><article><p>${sentence.repeat(6)}</p>${body}
   </article></body></html>`

describe('keeping a copy', () => {
  it('keeps the text, and the next one in its place', async () => {
    const link = await linkTo(sends(page('<h2>Clocks</h2><p>They drift.</p>')))
    expect(await getArticle(home.viewer, link.id)).toBeNull()
    await keepArticle(home.editor, link.id)
    expect(await rowOf(link)).toMatchObject({ state: 'waiting', keptAt: null })
    expect(await getArticle(home.viewer, link.id)).toBeNull()
    expect(await readKeptArticle(system(), link.id, here)).toBeNull()
    expect(await getArticle(home.viewer, link.id)).toMatchObject({
      ...{ title: 'Leases', language: 'en', keptAt: expect.any(Date) },
      html: expect.stringContaining('<h4>Clocks</h4>'),
      keptBy: { user: { name: home.editor.name } },
    })
    pages.set(link.path, sends(page('<p>They drift less.</p>')))
    expect(await keep(link)).toBeNull()
    expect(await rowOf(link)).toMatchObject({ plain: expect.stringContaining('drift less') })
  })

  it('keeps the earlier texts, once each, for those who see the link', async () => {
    const [first, second] = [page('<p>They drift.</p>'), page('<p>Clocks are fine.</p>')]
    const link = await linkTo(sends(first))
    await keep(link)
    const then = await rowOf(link)
    const { userId: authorId, teamId } = home.editor
    const plain = then.plain
    const at = plain.indexOf('They drift.')
    const passage = { target: 'article', exact: 'They drift.', prefix: '', suffix: '', start: at }
    const on = { articleId: then.id, sessionId: null, authorId, audience: 'team' as const }
    const words = { bodySource: 'x', bodyPlain: 'x', bodyHtml: 'x', rendererVersion: 1 }
    const note = await db.annotation.create({
      data: {
        ...{ teamId, id: newId(), ...on, ...words, kind: 'takeaway', orderKey: 'a0' },
        ...{ startedAt: new Date(), passage: { ...passage, end: at + 11, hash: then.hash } },
      },
    })
    const lost = async () =>
      (await db.annotation.findFirstOrThrow({ where: { id: note.id } })).passage as Passage
    const versions = async () => (await getArticle(home.viewer, link.id))?.versions
    // Other markup and white space are no other words
    pages.set(link.path, sends(first.replace('</title>', '</title><style>p { }</style>')))
    await keep(link, home.owner)
    expect(await versions()).toEqual([])
    pages.set(link.path, sends(second))
    await keep(link)
    expect(await versions()).toMatchObject([
      { hash: then.hash, keptBy: { user: { name: home.owner.name } }, words: then.words },
    ])
    expect(await lost()).toMatchObject({ lost: true, was: then.hash })
    const read = (member: Member, of = link.id) =>
      getArticleVersion(member, of, then.hash.slice(0, 16))
    expect(await read(home.viewer)).toMatchObject({ plain, title: 'Leases', articleId: then.id })
    expect(await read(other.owner)).toBeNull()
    expect(await read(home.viewer, (await linkTo(() => {})).id)).toBeNull()
    expect(await getArticleVersion(home.viewer, link.id, '')).toBeNull()
    // Lost still, it leads to where it stood; words that are back are found again
    pages.set(link.path, sends(page('<p>Something else entirely.</p>')))
    await keep(link)
    expect(await lost()).toMatchObject({ lost: true, was: then.hash })
    pages.set(link.path, sends(first))
    await keep(link)
    expect(await lost()).toEqual({ ...passage, end: at + 11, hash: then.hash })
    pages.set(link.path, sends(second))
    await keep(link)
    expect(await versions()).toHaveLength(3)
    await deleteArticle(home.editor, link.id)
    expect(await read(home.viewer)).toBeNull()
  })

  it('names who had the text kept, whoever tried in vain since', async () => {
    const link = await linkTo(sends(page()))
    await keep(link)
    pages.delete(link.path)
    await keep(link, home.owner)
    expect(await getArticle(home.viewer, link.id)).toMatchObject({
      keptBy: { user: { name: home.editor.name } },
    })
  })

  it('keeps what there was when the next try fails, and says why', async () => {
    const link = await linkTo(sends(page()))
    await keep(link)
    pages.delete(link.path)
    expect(await keep(link)).toBe('missing')
    expect(await rowOf(link)).toMatchObject({ state: 'failed', error: 'missing' })
    expect(await getArticle(home.viewer, link.id)).toMatchObject({ title: 'Leases' })
  })

  it('does not wait for what was taken away while it was fetched', async () => {
    const link = await linkTo(sends(page()))
    await keep(link)
    await keepArticle(home.editor, link.id)
    await deleteArticle(home.editor, link.id)
    expect(await readKeptArticle(system(), link.id, here)).toBeNull()
    await restoreArticle(home.editor, link.id)
    expect(await rowOf(link)).toMatchObject({ state: 'none', error: null })
    expect(await getArticle(home.viewer, link.id)).toMatchObject({ title: 'Leases' })
  })

  it('is for those who may edit links they see', async () => {
    const link = await linkTo(sends(page()))
    for (const act of [keepArticle, deleteArticle, restoreArticle]) {
      for (const member of [home.viewer, home.commenter]) {
        await expect(act(member, link.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      }
      await expect(act(other.owner, link.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    await keep(link)
    expect(await getArticle(other.owner, link.id)).toBeNull()
    await deleteArticle(home.editor, link.id)
    expect(await getArticle(home.editor, link.id)).toBeNull()
    await restoreArticle(home.editor, link.id)
    expect(await getArticle(home.viewer, link.id)).toMatchObject({ title: 'Leases' })
    await db.link.update({
      where: { teamId_id: { teamId: home.team.id, id: link.id } },
      data: { deletedAt: new Date() },
    })
    expect(await getArticle(home.owner, link.id)).toBeNull()
  })

  it('reads what old pages were written in', async () => {
    const chinese = '服务网格把重试和证书移到应用之外。'.repeat(12)
    // "网格" and the like in GB 18030, as a page without a word about its encoding sends it
    const gb = Buffer.concat([
      Buffer.from('<html><body><article><p>'),
      ...Array.from({ length: 60 }, () => Buffer.from([0xcd, 0xf8, 0xb8, 0xf1, 0xa1, 0xa3])),
    ])
    const utf16 = Buffer.from(`\ufeff<html><body><article><p>${chinese}`, 'utf16le')
    const latin = Buffer.from(page('<p>Jürgen’s café'.replace('’', '')), 'latin1')
    const kept = async (body: Buffer, type: string) => {
      const link = await linkTo(sends(body, type))
      expect(await keep(link)).toBeNull()
      return (await rowOf(link)).plain
    }
    expect(await kept(gb, 'text/html; charset=gb18030')).toContain('网格。')
    expect(await kept(utf16, 'text/html')).toContain('服务网格')
    expect(await kept(latin, 'text/html; charset=iso-8859-1')).toContain('Jürgens café')
    expect(await kept(Buffer.from(`${sentence.repeat(3)}\n\nEnd.`), 'text/plain')).toMatch(
      /\n\nEnd\.$/,
    )
  })

  it('refuses what is no page to read', async () => {
    const pdf = Buffer.from(`%PDF-1.7\n${'x'.repeat(5_000)}`)
    const code = async (listener: RequestListener) => keep(await linkTo(listener))
    expect(await code(sends(pdf, 'application/pdf'))).toBe('document')
    expect(await code(sends(pdf, 'text/html'))).toBe('document')
    expect(await code(sends(Buffer.alloc(5_000), 'video/mp4'))).toBe('media')
    expect(await code(sends(Buffer.alloc(9_000, '\0\u0001x'), 'text/html'))).toBe('notext')
    expect(await code(sends(Buffer.alloc(9_000, '\0\u0001x'), 'text/plain'))).toBe('notext')
    expect(await code(sends('<p>Nothing</p>'))).toBe('notext')
    expect(await code(sends('<i>x</i>'.repeat(60_000)))).toBe('toohard')
    expect(await code((_, response) => response.writeHead(302, { location: '/login' }).end())).toBe(
      'missing',
    )
    expect(await keep(await linkTo(sends(''), 'youtu.be'))).toBe('media')
  })
})

describe('hostile pages', () => {
  const forever = (response: ServerResponse, chunk: Buffer) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const more = () => {
      while (response.write(chunk));
    }
    response.on('drain', more)
    more()
  }

  it('are read within limits, while another page is kept', async () => {
    const drip: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      const timer = setInterval(() => response.write('<p>'), 20)
      response.on('close', () => clearInterval(timer))
    }
    const [mute, slow, giga, bomb] = [
      await linkTo(() => {}, 'mute.example'),
      await linkTo(drip, 'drip.example'),
      await linkTo((_, response) => forever(response, Buffer.from(page())), 'giga.example'),
      await linkTo(
        sends(gzipSync(Buffer.alloc(200_000_000, page())), 'text/html', {
          'content-encoding': 'gzip',
        }),
        'bomb.example',
      ),
    ]
    const hanging = Promise.all([keep(mute), keep(slow)])
    let over = false
    void hanging.then(() => {
      over = true
    })
    const good = await linkTo(sends(page()), 'good.example')
    expect(await keep(good)).toBeNull()
    expect(over).toBe(false)
    expect(await hanging).toEqual(['timeout', 'notext'])
    // Both are the same article over and over, 2 MB of it
    expect([null, 'toohard']).toContain(await keep(giga))
    expect([null, 'toohard']).toContain(await keep(bomb))
  }, 60_000)

  it('lead nowhere inside', async () => {
    const to = async (location: string) =>
      keep(await linkTo((_, response) => response.writeHead(301, { location }).end()))
    for (const inside of [
      'http://10.0.0.1/',
      'http://[::1]/',
      'http://[::ffff:10.0.0.1]/',
      'http://2130706434/',
      'http://0x7f.0.0.2/',
      'file:///etc/passwd',
      'javascript:alert(1)',
    ]) {
      expect(await to(inside)).toBe('refused')
    }
    const loop = await linkTo(() => {})
    pages.set(loop.path, (_, response) => response.writeHead(302, { location: loop.path }).end())
    expect(await keep(loop)).toBe('redirects')
    const long = await linkTo((_, response) =>
      response.writeHead(302, { location: `/${'x'.repeat(8_000)}` }).end(),
    )
    expect(await keep(long)).toBe('missing')
  })

  it('cannot make a name that was public lead inside afterwards', async () => {
    const link = await linkTo(sends(page()))
    await keepArticle(home.editor, link.id)
    let asked = 0
    const rebinding = { ...here, resolve: async () => (asked++ ? ['127.0.0.1'] : ['127.0.0.2']) }
    expect(await readKeptArticle(system(), link.id, rebinding)).toBe('refused')
    expect(asked).toBe(1)
  })
})

describe('the picture of a link', () => {
  const drawing = () =>
    sharp({ create: { width: 1200, height: 630, channels: 3, background: '#246' } })

  it('is fetched because the page names it, and kept small', async () => {
    const jpeg = await drawing()
      .jpeg()
      .withExif({ IFD0: { Artist: 'Secret' } })
      .toBuffer()
    pages.set('/og.jpg', sends(jpeg, 'image/jpeg'))
    const link = await linkTo(sends('<title>T</title><meta property="og:image" content="/og.jpg">'))
    await readLink(system(), link.id, here)
    const picture = at('/og.jpg')
    const [job] = await db.$queryRaw<{ data: unknown }[]>`
      SELECT data FROM pgboss.job WHERE name = 'link-picture' AND data->>'id' = ${link.id}`
    expect(job?.data).toEqual({ teamId: home.team.id, id: link.id, picture })
    expect(await keepPicture(system(), { id: link.id, picture }, here)).toBe(true)
    const hash = await getLinkPicture(home.viewer, link.id)
    expect(await getLinkPicture(other.owner, link.id)).toBeNull()
    const key = { teamId_hash: { teamId: home.team.id, hash: hash ?? '' } }
    expect(await db.file.findUnique({ where: key })).toMatchObject({ width: 640, height: 336 })

    // It counts as used
    await db.file.update({ where: key, data: { createdAt: new Date(0) } })
    await removeUnusedFiles(systemFor('test'))
    expect(await isStored(hash ?? '')).toBe(true)
  })

  it.each([
    ['a drawing that can run', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['a drawing that says it is a photo', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/png'],
    ['a page', '<title>x</title>', 'image/jpeg'],
    ['too much', Buffer.alloc(3_000_000, '\x89PNG\r\n\x1a\n'), 'image/png'],
  ])('is not %s', async (_, body, type) => {
    const link = await linkTo(sends(body, type))
    expect(await keepPicture(system(), { id: link.id, picture: link.address }, here)).toBe(false)
    expect(await getLinkPicture(home.viewer, link.id)).toBeNull()
  })

  it('is not fetched from inside', async () => {
    const link = await linkTo(sends(''))
    for (const picture of [
      'http://127.0.0.2/x.png',
      'data:image/png;base64,aaaa',
      'x'.repeat(9_000),
    ]) {
      expect(await keepPicture(system(), { id: link.id, picture }, here)).toBe(false)
    }
  })
})
