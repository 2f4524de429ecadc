import { describe, expect, test } from 'vitest'
import { setProgress } from '@/features/reading-lists/mine/progress'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createTeam } from '@/prisma/factories'
import { Problems } from '../formats/problems'
import { defaultLimits } from '../formats/programme'
import { readLinks } from '../formats/read-links'
import { discardImport } from '../mutations'
import { getImport, getImports } from '../queries'
import { applyLinks } from './apply'
import { getLinkImport, getLinkPlan, getLinkTargets, stageLinks, updateLinkImport } from './staging'
import { undoLinks } from './undo'

const page = `<!DOCTYPE NETSCAPE-Bookmark-file-1><TITLE>Bookmarks</TITLE><DL><p>
<DT><A HREF="https://a.example/x?utm_source=y" ADD_DATE="1616337559" TAGS="ci,two words">A</A>
<DD>Why *so*
<DT><H3>Talks</H3><DL><p>
<DT><A HREF="https://b.example/" TOREAD="1">B</A>
<DT><H3>2024</H3><DL><p><DT><A HREF="https://c.example/">C</A></DL><p>
</DL><p>
<DT><A HREF="https://a.example/x">A again</A>
<DT><A HREF="javascript:x">Refused</A>
</DL>`

async function stage(member: Member, text = page): Promise<{ id: string; planHash: string }> {
  const links = readLinks(text, defaultLimits, new Problems(500))
  if (!links) throw new Error('no links')
  const file = { hash: 'b'.repeat(64), size: 100, name: 'bookmarks.html' }
  const id = await stageLinks(member, { ...file, links })
  return { id, planHash: await hashOf(member, id) }
}

async function hashOf(member: Member, id: string): Promise<string> {
  const staged = await getLinkImport(member, id)
  const found = staged && (await getLinkPlan(member, staged))
  if (!found) throw new Error('nothing planned')
  return found.hash
}

const entriesOf = async (member: Member) =>
  db.entry.findMany({
    where: { teamId: member.teamId, deletedAt: null },
    orderBy: { orderKey: 'asc' },
    include: { link: true, section: true, readingList: true },
  })

describe('an import of links', () => {
  test('makes a list with sections, words, tags, days and what is to be read', async () => {
    const { editor } = await createTeam()
    const staged = await stage(editor)
    expect(await db.entry.count({ where: { teamId: editor.teamId } })).toBe(0)
    await applyLinks(editor, staged)
    const entries = await entriesOf(editor)
    expect(entries.map(({ link, section }) => [link?.url, section?.title])).toEqual([
      ['https://a.example/x?utm_source=y', undefined],
      ['https://b.example/', 'Talks'],
      ['https://c.example/', 'Talks / 2024'],
    ])
    expect(entries[0]).toMatchObject({
      whySource: 'Why *so*\n\n#ci #two-words',
      createdAt: new Date('2021-03-21T14:39:19Z'),
      readingList: { title: 'bookmarks', audience: 'team' },
    })
    const states = await db.progress.findMany({ where: { teamId: editor.teamId } })
    expect(states).toMatchObject([{ userId: editor.userId, state: 'todo' }])
    const done = await getLinkImport(editor, staged.id)
    expect(done?.report).toMatchObject({ added: 3, repeated: 1, sections: 2 })
    expect(done?.report?.problems).toMatchObject([{ code: 'address-refused', item: 'Refused' }])
  })

  test('twice the same is once, and the second time nothing is new', async () => {
    const { editor } = await createTeam()
    const staged = await stage(editor)
    await Promise.all([applyLinks(editor, staged), applyLinks(editor, staged)])
    expect(await entriesOf(editor)).toHaveLength(3)
    const list = (await entriesOf(editor))[0]?.readingListId ?? ''
    const again = await stage(editor)
    await updateLinkImport(editor, { id: again.id, list, title: '' })
    const found = await getLinkPlan(editor, (await getLinkImport(editor, again.id)) ?? never())
    expect(found?.plan).toMatchObject({ added: [], present: 4 })
    await applyLinks(editor, { id: again.id, planHash: found?.hash ?? '' })
    expect(await entriesOf(editor)).toHaveLength(3)
  })

  test('is undone as a whole, and leaves alone what people have touched', async () => {
    const { editor } = await createTeam()
    const first = await stage(editor)
    await applyLinks(editor, first)
    const [touched] = await entriesOf(editor)
    await db.entry.update({
      where: { teamId_id: { teamId: editor.teamId, id: touched?.id ?? '' } },
      data: { whySource: 'Mine now', revision: 2 },
    })
    await undoLinks(editor, first.id)
    await undoLinks(editor, first.id)
    expect((await entriesOf(editor)).map(({ whySource }) => whySource)).toEqual(['Mine now'])
    expect((await getLinkImport(editor, first.id))?.report?.undo).toEqual({ removed: 2, kept: 1 })
    const alive = { teamId: editor.teamId, deletedAt: null }
    expect(await db.link.count({ where: alive })).toBe(1)
    expect(await db.section.count({ where: alive })).toBe(0)
    expect(await db.progress.count({ where: { teamId: editor.teamId } })).toBe(0)

    const { editor: other } = await createTeam()
    const second = await stage(other)
    await applyLinks(other, second)
    await undoLinks(other, second.id)
    const left = { teamId: other.teamId, deletedAt: null }
    expect(await db.readingList.count({ where: left })).toBe(0)
    expect(await db.link.count({ where: left })).toBe(0)
    // The same file comes in again, with links from the trash
    await applyLinks(other, await stage(other))
    expect(await entriesOf(other)).toHaveLength(3)
    expect(await db.link.count({ where: left })).toBe(3)
  })

  test('is refused when its list has changed since it was shown, or has gone', async () => {
    const { editor } = await createTeam()
    await applyLinks(editor, await stage(editor))
    const list = (await entriesOf(editor))[0]?.readingListId ?? ''
    const next = await stage(editor, page.replaceAll('a.example', 'd.example'))
    await updateLinkImport(editor, { id: next.id, list, title: '' })
    const planHash = await hashOf(editor, next.id)
    const [entry] = await entriesOf(editor)
    const key = { teamId_id: { teamId: editor.teamId, id: (await entriesOf(editor))[1]?.id ?? '' } }
    await db.entry.update({ where: key, data: { deletedAt: new Date() } })
    await expect(applyLinks(editor, { id: next.id, planHash })).rejects.toMatchObject({
      messageKey: 'imports.links.changed',
    })
    expect(entry?.deletedAt).toBeNull()
    await db.readingList.updateMany({ where: { id: list }, data: { deletedAt: new Date() } })
    expect(await getLinkPlan(editor, (await getLinkImport(editor, next.id)) ?? never())).toBeNull()
  })

  const starred = `id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite
1,A,,,https://a.example/,,,,,,true
2,B,,,https://b.example/,,,,,,false
3,C,,,https://c.example/,,,,,,true
4,D,,,https://d.example/,,,,,,true
5,A again,,,https://b.example/,x,,,,,true`

  const favourites = async ({ teamId, userId }: Member) => {
    const rows = await db.progress.findMany({
      where: { teamId, userId, favouriteAt: { not: null } },
      include: { link: true },
      orderBy: { link: { url: 'asc' } },
    })
    return rows.map(({ link }) => link?.url[8])
  }
  const linkOf = async ({ teamId }: Member, url: string) =>
    (await db.link.findFirstOrThrow({ where: { teamId, url } })).id

  test('makes what was starred the importing person’s favourites, and no one else’s', async () => {
    const { editor, owner } = await createTeam()
    const staged = await stage(editor, starred)
    await applyLinks(editor, staged)
    expect(await favourites(editor)).toEqual(['a', 'b', 'c', 'd'])
    expect(await favourites(owner)).toEqual([])
    const done = await getLinkImport(editor, staged.id)
    expect(done?.report).toMatchObject({ added: 4, repeated: 1, favourites: 4 })
    expect(done?.report?.homeless).toEqual([{ field: 'id', count: 5 }])
    await undoLinks(editor, staged.id)
    expect(await favourites(editor)).toEqual([])
    expect(await db.progress.count({ where: { teamId: editor.teamId } })).toBe(0)
  })

  test('leaves favourites alone that were there before, or were marked by hand since', async () => {
    const { editor } = await createTeam()
    const { teamId } = editor
    await applyLinks(
      editor,
      await stage(editor, 'url,title\nhttps://a.example/,A\nhttps://c.example/,C'),
    )
    const mark = async (url: string, favourite: boolean) =>
      setProgress(editor, { type: 'link', id: await linkOf(editor, url), favourite }, 'UTC')
    await mark('https://a.example/', true)
    await setProgress(
      editor,
      { type: 'link', id: await linkOf(editor, 'https://c.example/'), state: 'done' },
      'UTC',
    )
    const staged = await stage(editor, starred)
    await applyLinks(editor, staged)
    expect((await getLinkImport(editor, staged.id))?.report?.favourites).toBe(3)
    // Taken off and marked again: theirs now
    await mark('https://d.example/', false)
    await db.progress.updateMany({
      where: { teamId, linkId: await linkOf(editor, 'https://d.example/') },
      data: { favouriteAt: new Date(Date.now() + 5) },
    })
    await mark('https://b.example/', false)
    await undoLinks(editor, staged.id)
    expect(await favourites(editor)).toEqual(['a', 'd'])
    const left = await db.progress.findMany({ where: { teamId }, include: { link: true } })
    expect(left.map(({ link, state }) => `${link?.url[8]} ${state}`).sort()).toEqual([
      ...['a todo', 'b todo', 'c done', 'd todo'],
    ])
  })

  test('is for its maker alone, and goes only to lists that are theirs to change', async () => {
    const { editor, owner, commenter } = await createTeam()
    const { teamId } = owner
    const { id, planHash } = await stage(editor)
    expect((await getImports(owner)).imports).toEqual([])
    expect(await getImport(owner, id)).toBeNull()
    expect(await getLinkImport(owner, id)).toBeNull()
    await expect(applyLinks(owner, { id, planHash })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(discardImport(owner, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(undoLinks(owner, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(stage(commenter)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const hidden = await db.readingList.create({
      data: {
        ...{ teamId, id: newId(), title: 'Hidden', slug: 'hidden', createdById: owner.userId },
        audience: 'members',
        members: { create: { userId: owner.userId, role: 'owner', addedById: owner.userId } },
      },
    })
    expect(await getLinkTargets(editor)).toEqual([])
    await expect(
      updateLinkImport(editor, { id, list: hidden.id, title: '' }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('takes thousands of links in few statements', async () => {
    const { editor } = await createTeam()
    const rows = Array.from(
      { length: 2_000 },
      (_, at) => `https://l${at}.example,T${at},f${at % 40}`,
    )
    const staged = await stage(editor, `url,title,folder\n${rows.join('\n')}`)
    await applyLinks(editor, staged)
    expect(await db.entry.count({ where: { teamId: editor.teamId } })).toBe(2_000)
    expect(await db.section.count({ where: { teamId: editor.teamId } })).toBe(40)
    await undoLinks(editor, staged.id)
    expect(await db.entry.count({ where: { teamId: editor.teamId } })).toBe(0)
  }, 30_000)
})

function never(): never {
  throw new Error('not there')
}
