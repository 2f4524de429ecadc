import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { newId, shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createSession, createTeam } from '@/prisma/factories'
import { addByAddress, getAdding } from './anywhere'
import { addLink, createList } from './mutations'
import { getEntries } from './queries'

type Team = Awaited<ReturnType<typeof createTeam>>
let home: Team
let other: Team
beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
})

describe('adding by address', () => {
  it('knows sessions, links and the web, and which lists hold them', async () => {
    const list = await createList(home.editor, { title: 'Here', description: '' })
    const session = await createSession(home.team.id, { title: 'A talk' })
    const talk = paths.session(home.team.slug, session, { at: 'x' })
    await addByAddress(home.editor, { address: talk, list: list.id, title: '' })
    await addLink(home.editor, {
      list: list.id,
      address: 'https://example.org/a',
      title: 'A',
      why: '',
    })
    const link = await db.link.findFirstOrThrow({ where: { teamId: home.team.id, title: 'A' } })
    const own = paths.link(home.team.slug, link.id)
    for (const address of [talk, own, 'https://EXAMPLE.org/a?utm_source=x']) {
      const found = await getAdding(home.editor, address)
      expect(found?.lists).toEqual([{ id: list.id, title: 'Here', contains: true }])
      expect(found?.title).toBe(address === talk ? 'A talk' : 'A')
      const again = await addByAddress(home.editor, { address, list: list.id, title: '' })
      expect(again.added).toBe(false)
    }
    const { added, listId } = await addByAddress(home.editor, { address: own, title: 'New one' })
    expect([added, (await getEntries(home.editor, { id: listId }, 1)).entries.length]).toEqual([
      true,
      1,
    ])
  })

  it('leaves no list behind that it was to begin, if what is added cannot be', async () => {
    const wanted = { address: 'https://example.org/b', title: 'Begun in vain' }
    await db.$executeRaw`ALTER TABLE "Entry" ADD CONSTRAINT "full" CHECK (false) NOT VALID`
    try {
      await expect(addByAddress(home.editor, wanted)).rejects.toThrow('full')
    } finally {
      await db.$executeRaw`ALTER TABLE "Entry" DROP CONSTRAINT "full"`
    }
    expect(await db.readingList.count({ where: { title: wanted.title } })).toBe(0)
  })

  it('tells nothing to whoever may not add, and of nothing they do not see', async () => {
    const session = await createSession(home.team.id, { title: 'A secret talk' })
    const talk = paths.session(home.team.slug, session)
    const foreign = paths.session(other.team.slug, session)
    const theirs = await createList(other.editor, { title: 'Theirs', description: '' })
    const none = [
      [home.viewer, talk],
      [home.commenter, talk],
      [other.owner, talk],
      [other.owner, foreign],
      [home.editor, `/t/${home.team.slug}/links/${shortId(newId())}`],
      [home.editor, 'javascript:alert(1)'],
      [home.editor, '/t/%E0%A4%A/sessions/x'],
    ] as const
    for (const [member, address] of none) expect(await getAdding(member, address)).toBeNull()
    await expect(
      addByAddress(home.editor, { address: talk, list: theirs.id, title: '' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(addByAddress(home.viewer, { address: talk, title: 'Mine' })).rejects.toMatchObject(
      { code: 'FORBIDDEN' },
    )
    const lists = (await getAdding(home.editor, talk))?.lists ?? []
    expect(lists.map(({ title }) => title)).not.toContain('Theirs')
  })
})
