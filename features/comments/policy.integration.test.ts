import { beforeAll, describe, expect, test } from 'vitest'
import {
  ownTrashedAnnotations,
  ownTrashedAnnotationsSql,
  visibleAnnotations,
  visibleAnnotationsSql,
} from '@/features/annotations/policy'
import { getAnnotations, getTeamPeople } from '@/features/annotations/queries'
import {
  visibleEntries,
  visibleEntriesSql,
  visibleLists,
  visibleListsSql,
} from '@/features/reading-lists/policy'
import { getEntries } from '@/features/reading-lists/queries'
import { visibleSessions, visibleSessionsSql } from '@/features/sessions/policy'
import { getSession } from '@/features/sessions/queries'
import type { Member } from '@/lib/actor'
import { db, Prisma, readRows } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createMember, createTeam } from '@/prisma/factories'
import type { Audience } from '@/prisma/generated/client'
import { getDiscussion } from './discussion'
import { visibleComments, visibleCommentsSql, visibleThreads, visibleThreadsSql } from './policy'
import { getNoteCounts } from './queries'

// Two teams hold rows with the very same ids, since a key is only unique within its team; what is in
// the trash or for oneself alone in the one is open in the other. A condition that forgets the team
// of any table, or anything else, shows a row too many.

type Row = {
  id: string
  team: string
  what: 'session' | 'annotation' | 'own trash' | 'list' | 'entry' | 'thread' | 'comment'
  trashed: boolean
  /** Whose it is alone, or whom its list names */
  only: string[] | null
  /** The session or list whose page shows it */
  page: string
  day?: string
}

const known = new Map<string, string>()
/** One id per name, in both teams. */
const idOf = (name: string) => {
  const id = known.get(name) ?? newId()
  known.set(name, id)
  return id
}

const words = { bodySource: 'x', bodyPlain: 'x', bodyHtml: '<p>x</p>', rendererVersion: 1 }
const at = new Date()
type Four = [string, string, string, string]
const rows: Row[] = []
let members: [string, Member][]
let home: string

async function fill(team: string, authors: Member[], open: boolean) {
  const when = (gone: boolean) => ({ deletedAt: gone && !open ? at : null })
  const [first] = authors as [Member]
  const add = (row: Omit<Row, 'team' | 'trashed'>, gone: boolean, anyway = false) =>
    rows.push({ ...row, team, trashed: (gone && !open) || anyway })
  let orderKey = 0
  const threads: Prisma.ThreadCreateManyInput[] = []
  const comments: Prisma.CommentCreateManyInput[] = []

  /** Threads: one open, one resolved, one with its first comment deleted, one with all of them. */
  function discuss(
    on: { sessionId?: string; annotationId?: string; readingListId?: string; entryId?: string },
    place: { page: string; only: string[] | null; day?: string },
    gone: boolean,
    anyway = false,
  ) {
    for (const kind of ['open', 'resolved', 'headless', 'emptied']) {
      const id = idOf(`${Object.values(on)} ${kind}`)
      const resolved = kind === 'resolved' ? { resolvedAt: at, resolvedById: first.userId } : {}
      threads.push({ teamId: team, id, ...on, ...resolved })
      add({ id, what: 'thread', ...place }, gone, anyway)
      for (const number of [0, 1]) {
        const deleted = (kind === 'headless' && number === 0) || kind === 'emptied'
        const comment = idOf(`${id} ${number}`)
        const authorId = authors[number]?.userId ?? ''
        const key = { teamId: team, id: comment, threadId: id, authorId }
        const deletedAt = deleted ? at : null
        comments.push({ ...key, ...words, deletedAt })
        add({ id: comment, what: 'comment', ...place }, gone, deleted || anyway)
      }
    }
  }

  for (const [name, gone] of [
    ['kept', false],
    ['of the gone conference', true],
  ] as const) {
    const conference = { teamId: team, id: idOf(name), title: `at ${team}`, slug: 'x', zone: 'UTC' }
    await db.conference.create({ data: { ...conference, ...when(gone) } })
    for (const trash of [false, true]) {
      const out = gone || trash
      const id = idOf(`session ${name} ${trash}`)
      const day = trash ? { day: new Date('2026-11-10') } : {}
      const session = {
        teamId: team,
        id,
        conferenceId: conference.id,
        title: `of ${team}`,
        slug: 'x',
      }
      const of = {
        teamId: team,
        id: idOf(`of ${id}`),
        conferenceId: conference.id,
        name: `${id} ${team}`,
      }
      await db.track.create({ data: of })
      await db.room.create({ data: of })
      await db.speaker.create({ data: { ...of, normalisedName: of.name } })
      await db.session.create({ data: { ...session, ...day, ...when(trash), trackId: of.id } })
      await db.sessionRoom.create({ data: { teamId: team, sessionId: id, roomId: of.id } })
      await db.sessionSpeaker.create({ data: { teamId: team, sessionId: id, speakerId: of.id } })
      add({ id, what: 'session', only: null, page: id }, out)
      discuss({ sessionId: id }, { page: id, only: null }, out)
      for (const author of authors) {
        const audiences: Audience[] = open ? ['public', 'team', 'me'] : ['me', 'team', 'public']
        for (const [index, audience] of [...audiences, 'team' as const].entries()) {
          const removed = index === 3
          const annotation = {
            ...{ teamId: team, id: idOf(`${id} ${authors.indexOf(author)} ${index}`) },
            ...{ sessionId: id, authorId: author.userId, kind: 'takeaway' as const, audience },
            ...{ ...words, orderKey: `a${orderKey++}`, startedAt: at },
          }
          await db.annotation.create({ data: { ...annotation, ...when(removed) } })
          const place = { page: id, only: audience === 'me' ? [author.userId] : null }
          add({ id: annotation.id, what: 'annotation', ...place }, out || removed)
          const own = { ...place, only: [author.userId] }
          add({ id: annotation.id, what: 'own trash', ...own }, out, open || !removed)
          discuss({ annotationId: annotation.id }, place, out || removed)
        }
      }
    }
  }

  const created = { createdById: first.userId }
  // A name means nothing while a list is the team's. One of a commenter has nobody who may run it, and
  // falls to the owner of the team
  const [editor, owner, commenter, viewer] = authors.map(({ userId }) => userId) as Four
  const named: [string, boolean, string[]][] = [
    [editor, !open, [editor, viewer]],
    [commenter, !open, [commenter, owner]],
    [editor, open, [editor]],
  ]
  const lists = [
    { name: 'false', gone: false, of: [], only: null },
    { name: 'true', gone: true, of: [], only: null },
    ...named.map(([own, closed, of], index) => ({
      ...{ name: `named ${index}`, gone: false, only: closed ? of : null },
      of: of
        .filter((one) => one !== owner)
        .map((userId) => ({
          userId,
          role: userId === own ? ('owner' as const) : ('editor' as const),
        })),
    })),
  ]
  for (const { name: listName, gone, of, only } of lists) {
    const list = { teamId: team, id: idOf(`list ${listName}`), slug: 'x', title: 'x', ...created }
    const audience = only ? ('members' as const) : ('team' as const)
    await db.readingList.create({ data: { ...list, ...when(gone), audience } })
    const inList = { teamId: team, readingListId: list.id, addedById: first.userId }
    await db.listMember.createMany({ data: of.map((one) => ({ ...inList, ...one })) })
    const page = { page: list.id, only }
    add({ id: list.id, what: 'list', ...page }, gone)
    discuss({ readingListId: list.id }, page, gone)
    for (const removed of [false, true]) {
      for (const target of ['link', 'dead link', 'session kept false', 'session kept true']) {
        const dead = target === 'dead link' || target.endsWith('true')
        const name = `entry ${listName} ${removed} ${target}`
        const entry = { teamId: team, id: idOf(name), readingListId: list.id }
        const to = target.endsWith('link')
          ? { linkId: idOf(`link of ${name}`) }
          : { sessionId: idOf(target) }
        if (to.linkId) {
          const address = { url: 'https://example.org', normalisedUrl: name, urlHash: name }
          const url = { ...address, normaliserVersion: 1 }
          const shown = { type: 'article' as const, title: `in ${team}`, ...created }
          const link = { teamId: team, id: to.linkId, ...url, ...shown }
          await db.link.create({ data: { ...link, ...when(dead) } })
        }
        const placed = { orderKey: `a${orderKey++}`, addedById: first.userId }
        // A list holds a session once, so that of a removed entry is removed in both teams
        const out = removed && (!open || 'sessionId' in to)
        await db.entry.create({ data: { ...entry, ...to, ...placed, deletedAt: out ? at : null } })
        add({ id: entry.id, what: 'entry', ...page }, gone || dead, out)
        // What was said on an entry stays in sight while the entry stands, whatever it names
        discuss({ entryId: entry.id }, page, gone, out)
      }
    }
  }
  await db.thread.createMany({ data: threads })
  await db.comment.createMany({ data: comments })
}

beforeAll(async () => {
  const cast = await createTeam()
  home = cast.team.id
  const away = await createTeam()
  // A user of both: their only-me words of one team are not for the other
  const both = await createMember(away.team.id, 'editor', { userId: cast.editor.userId })
  const inHome = [cast.editor, cast.owner, cast.commenter, cast.viewer]
  await fill(home, inHome, false)
  await fill(away.team.id, [both, away.owner, away.commenter, away.viewer], true)
  members = [
    ...inHome.map((member): [string, Member] => [member.role, member]),
    ['owner of another team', away.owner],
    ['editor of both teams, in the other', both],
  ]
}, 120_000)

const visible = (member: Member, what: Row['what']) =>
  rows
    .filter((row) => row.what === what && row.team === member.teamId && !row.trashed)
    .filter(({ only }) => only?.includes(member.userId) ?? true)

const ids = (found: { id: string }[]) => found.map(({ id }) => id).sort()
const idsFrom = async (from: Prisma.Sql) =>
  ids(await readRows<{ id: string }>(Prisma.sql`SELECT ${from}`))

describe.each([0, 1, 2, 3, 4, 5])('member %i', (index) => {
  const who = () => (members[index] as [string, Member])[1]

  test('both forms of every policy show what the member may see, and nothing else', async () => {
    const member = who()
    const select = { select: { id: true } } as const
    const threads = Object.values(visibleThreadsSql(member)).map(
      (seen) => Prisma.sql`SELECT th."id" FROM ${seen}`,
    )
    const both: [Row['what'], { id: string }[], Prisma.Sql][] = [
      [
        'session',
        await db.session.findMany({ where: visibleSessions(member), ...select }),
        Prisma.sql`s."id" FROM "Session" s WHERE ${visibleSessionsSql(member)}`,
      ],
      [
        'annotation',
        await db.annotation.findMany({ where: visibleAnnotations(member), ...select }),
        Prisma.sql`a."id" FROM "Annotation" a WHERE ${visibleAnnotationsSql(member)}`,
      ],
      [
        'own trash',
        await db.annotation.findMany({ where: ownTrashedAnnotations(member), ...select }),
        Prisma.sql`a."id" FROM "Annotation" a WHERE ${ownTrashedAnnotationsSql(member)}`,
      ],
      [
        'list',
        await db.readingList.findMany({ where: visibleLists(member), ...select }),
        Prisma.sql`l."id" FROM "ReadingList" l WHERE ${visibleListsSql(member)}`,
      ],
      [
        'entry',
        await db.entry.findMany({ where: visibleEntries(member), ...select }),
        Prisma.sql`e."id" FROM "Entry" e WHERE ${visibleEntriesSql(member)}`,
      ],
      [
        'thread',
        await db.thread.findMany({ where: visibleThreads(member), ...select }),
        Prisma.sql`"id" FROM (${Prisma.join(threads, ' UNION ALL ')}) th`,
      ],
      [
        'comment',
        await db.comment.findMany({ where: visibleComments(member), ...select }),
        Prisma.sql`co."id" FROM "Comment" co WHERE ${visibleCommentsSql(member)}`,
      ],
    ]
    for (const [what, byWhere, sql] of both) {
      const expected = ids(visible(member, what))
      // In the other team nothing is in the trash
      expect(expected.length > 0, what).toBe(what !== 'own trash' || index < 4)
      expect(ids(byWhere), `${what}, where`).toEqual(expected)
      expect(await idsFrom(sql), `${what}, SQL`).toEqual(expected)
    }
  })

  test('a page’s discussion is that of what the member sees on it', async () => {
    const member = who()
    const alive = ids(visible(member, 'comment'))
    for (const what of ['session', 'list'] as const) {
      for (const page of new Set(rows.filter((row) => row.what === what).map(({ id }) => id))) {
        const place =
          what === 'session' ? { sessionId: page } : { readingListId: page, role: member.role }
        const found = (await getDiscussion(member, place)).threads
        const standing = visible(member, 'thread').filter((row) => row.page === page)
        const emptied = (id: string) => [0, 1].every((at) => !alive.includes(idOf(`${id} ${at}`)))
        expect(ids(found)).toEqual(ids(standing.filter(({ id }) => !emptied(id))))
        const comments = found.flatMap(({ comments }) => comments)
        expect(ids(comments.filter(({ deleted }) => !deleted))).toEqual(
          ids(visible(member, 'comment').filter((row) => row.page === page)),
        )
        const headless = found.filter(({ comments }) => comments.some(({ deleted }) => deleted))
        expect(headless.length).toBe(found.length / 3)
        expect(headless.every(({ comments }) => comments[0]?.plain === '')).toBe(true)
        expect(found.filter(({ resolvedBy }) => resolvedBy).length).toBe(found.length / 3)
      }
    }
  })

  test('of what is folded one is told how much is said, and how much of it is new', async () => {
    const member = who()
    const long = new Date(0)
    const shut = { reply: null, edit: null, comment: null, on: null }
    for (const page of new Set(
      rows.filter(({ what }) => what === 'session').map(({ page }) => page),
    )) {
      const key = { teamId: member.teamId, userId: member.userId, sessionId: page }
      await db.visit.create({ data: { ...key, newSince: long, seenThrough: long, leftAt: long } })
      const whole = await getDiscussion(member, { sessionId: page })
      const pages = rows.filter((row) => row.page === page)
      const onOne = idOf(`${page} 0 1`)
      const thread = idOf(`${onOne} resolved`)
      for (const [open, opened] of [
        [shut, null],
        [{ ...shut, on: onOne }, onOne],
        [{ ...shut, comment: onOne }, onOne],
        [{ ...shut, reply: thread }, onOne],
        [{ ...shut, edit: idOf(`${thread} 1`) }, onOne],
        [{ ...shut, on: idOf('nothing'), reply: pages[0]?.id ?? '' }, null],
      ] as const) {
        const { threads, folded, news, signs } = await getDiscussion(
          member,
          { sessionId: page },
          open,
        )
        const isOpen = (it: (typeof threads)[number]) =>
          it.subject.type === 'session' || it.subject.id === opened
        expect(threads).toEqual(whole.threads.filter(isOpen))
        const counted = new Map<string, { count: number; fresh: number }>()
        for (const { subject, comments } of whole.threads.filter((it) => !isOpen(it))) {
          const { count, fresh } = counted.get(subject.id) ?? { count: 0, fresh: 0 }
          counted.set(subject.id, {
            count: count + comments.filter(({ deleted }) => !deleted).length,
            fresh: fresh + comments.filter(({ isNew }) => isNew).length,
          })
        }
        expect(folded).toEqual(counted)
        const fresh = whole.threads.flatMap(({ subject, comments }) =>
          comments.filter(({ isNew }) => isNew).map(({ id }) => ({ id, subject })),
        )
        expect(news).toEqual(fresh)
        expect(fresh.length > 0).toBe(whole.threads.length > 0)
        expect(signs).toEqual(whole.signs)
      }
    }
  })

  test('talks, annotations and entries are told in the words of the one team', async () => {
    const member = who()
    const found: unknown[] = []
    for (const page of new Set(rows.map((row) => row.page))) {
      const [session, { annotations }, { entries }, people] = await Promise.all([
        getSession(member, page),
        getAnnotations(member, page),
        getEntries(member, { id: page }, 1),
        getTeamPeople(member, page),
      ])
      const here = (what: Row['what']) => visible(member, what).filter((row) => row.page === page)
      expect([session?.id].filter(Boolean)).toEqual(ids(here('session')))
      expect(session?.rooms.length).toBe(session?.speakers.length)
      expect(ids(annotations)).toEqual(ids(here('annotation')))
      expect(ids(entries)).toEqual(ids(here('entry')))
      expect(people.length).toBe(member.teamId === home ? 4 : 5)
      const counted = people.reduce((sum, { annotations }) => sum + annotations, 0)
      expect(counted).toBe(here('annotation').length)
      found.push(session, annotations, entries)
    }
    const told = [...JSON.stringify(found).matchAll(/(?:at|of|in|[0-9a-f]{12}) ([0-9a-f-]{36})"/g)]
    expect(new Set(told.map(([, team]) => team))).toEqual(new Set([member.teamId]))
  })

  test('the counts of a day are of those rows', async () => {
    const member = who()
    for (const conference of ['kept', 'of the gone conference']) {
      for (const [day, trash] of [
        [null, false],
        ['2026-11-10', true],
      ] as const) {
        const page = idOf(`session ${conference} ${trash}`)
        const of = (what: Row['what']) =>
          visible(member, what).filter((row) => row.page === page).length
        const counts = await getNoteCounts(member, idOf(conference), day)
        const expected = (count: number) => new Map(count > 0 ? [[page, count]] : [])
        expect(counts.annotations).toEqual(expected(of('annotation')))
        expect(counts.comments).toEqual(expected(of('comment')))
      }
    }
  })
})
