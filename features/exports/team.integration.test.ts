import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPromise } from 'yauzl'
import { type Member, systemFor } from '@/lib/actor'
import { db, pool } from '@/lib/db'
import { newId } from '@/lib/ids'
import { openStored, storeBytes } from '@/lib/storage'
import { hashToken } from '@/lib/tokens'
import { createAnnotation, createReadingList, createSession, createTeam } from '@/prisma/factories'
import { bringInTeam } from './bring-in'
import { secretColumns, stayingTables, travellingTables } from './policy'
import { exportTeam } from './team'

const system = systemFor('test')
const file = path.join(tmpdir(), `hallway-team-${process.pid}.zip`)
type Cast = Awaited<ReturnType<typeof createTeam>>

beforeEach(empty)
afterEach(() => rmSync(file, { force: true }))

async function empty() {
  const names = ['Team', 'User', ...Object.keys(travellingTables), ...stayingTables]
  await pool.query(`TRUNCATE ${names.map((name) => `"${name}"`).join(', ')} CASCADE`)
}

/** What is in a zip, by name; lines sorted, and without what does not travel. */
async function contents(): Promise<Record<string, string[]>> {
  const zip = await openPromise(file)
  const found: Record<string, string[]> = {}
  for await (const entry of zip.eachEntry()) {
    const words = await text(await zip.openReadStreamPromise(entry))
    const lines = words.split('\n').map((line) => line.replace(/("revokedAt": )[^,}]+/, '$1…'))
    found[entry.fileName] = lines.sort()
  }
  return found
}

async function take(actor: Member | null, teamId: string) {
  writeFileSync(file, await buffer(await exportTeam(actor ?? system, teamId)))
  return contents()
}

/** A row in every table that travels, with the words given, of which some are each person's alone. */
async function fill(cast: Cast, words: string[]) {
  const { team, owner, editor, viewer } = cast
  const teamId = team.id
  const word = (n: number) => words[n % words.length] || 'x'
  const session = await createSession(teamId)
  const { conferenceId } = session
  const of = { teamId, conferenceId }
  const rendered = (n: number) => {
    const [bodySource, bodyPlain, bodyHtml] = [word(n), word(n), `<p>${word(n)}</p>`]
    return { bodySource, bodyPlain, bodyHtml, rendererVersion: 1 }
  }
  const source = { ...of, id: newId(), kind: 'frab_json', name: word(1), contentHash: 'h' } as const
  await db.source.create({ data: { ...source, refreshedAt: new Date() } })
  await db.sourceItem.create({
    data: {
      ...{ teamId, sourceId: source.id, externalKey: word(2), hash: 'h', sessionId: session.id },
      values: { title: word(2) },
    },
  })
  await db.track.create({ data: { ...of, id: newId(), name: word(3) } })
  const room = await db.room.create({ data: { ...of, id: newId(), name: word(4) } })
  await db.sessionRoom.create({ data: { teamId, sessionId: session.id, roomId: room.id } })
  const named = { name: word(5), normalisedName: word(5) }
  const speaker = await db.speaker.create({ data: { ...of, id: newId(), ...named } })
  await db.sessionSpeaker.create({ data: { teamId, sessionId: session.id, speakerId: speaker.id } })
  const by = { teamId, sessionId: session.id, addedById: editor.userId }
  const transcript = await db.transcript.create({
    data: { ...by, id: newId(), format: 'text', plain: word(6), hash: 'h', revision: 1 },
  })
  const cue = { ordinal: 0, text: word(6), fromMs: 1 }
  const within = { teamId, sessionId: session.id, transcriptId: transcript.id }
  await db.transcriptCue.create({ data: { ...within, ...cue } })
  const hash = await storeBytes(Buffer.from(`content ${word(7)}`))
  await db.file.create({ data: { teamId, hash, kind: 'photo', size: 9 } })
  await db.recording.create({ data: { ...by, id: newId(), hash, mediaType: 'video/mp4' } })

  const notes: { id: string }[] = []
  for (const [index, body] of words.entries()) {
    const author = [owner, editor, viewer][index % 3] ?? owner
    const audience = author === viewer || index % 4 === 0 ? 'me' : 'team'
    notes.push(await createAnnotation(author, session, { text: body || 'x', audience }))
  }
  const [note = { id: '' }] = notes
  const text = { annotationId: note.id, number: 1, bodySource: word(8), audience: 'me' } as const
  await db.revision.create({ data: { teamId, id: newId(), ...text, authorId: owner.userId } })
  await db.attachment.create({
    data: {
      ...{ teamId, id: newId(), annotationId: note.id, sentHash: hash, largeHash: hash },
      ...{ smallHash: hash, position: 0, addedById: owner.userId },
    },
  })
  const topic = { teamId, id: newId(), slug: 't', name: word(9), normalisedName: word(9) }
  await db.topic.create({ data: topic })
  const about = { teamId, annotationId: note.id }
  await db.mention.create({ data: { ...about, id: newId(), topicId: topic.id } })
  const copied = await createReadingList(editor, { count: 0 })
  const list = await createReadingList(editor, { title: word(10) })
  const where = { teamId_id: { teamId, id: list.id } }
  await db.readingList.update({ where, data: { copiedFromId: copied.id } })
  const link = await db.link.findFirstOrThrow({ where: { teamId } })
  await db.citation.create({ data: { ...about, linkId: link.id } })
  const article = await db.article.create({
    data: { teamId, id: newId(), linkId: link.id, keptById: editor.userId, title: word(11) },
  })
  const former = { title: word(11), byline: '', language: 'en', plain: word(11), html: word(12) }
  await db.articleVersion.create({
    data: {
      ...{ teamId, id: newId(), articleId: article.id, keptAt: new Date(), ...former },
      ...{ hash: 'h', words: 1, rendererVersion: 1, keptById: editor.userId },
    },
  })
  const inList = { teamId, readingListId: list.id }
  await db.listMember.create({
    data: { ...inList, userId: viewer.userId, role: 'viewer', addedById: editor.userId },
  })
  const at = { title: word(12), orderKey: 'a0', createdById: editor.userId }
  await db.section.create({ data: { ...inList, id: newId(), ...at } })
  await db.smartList.create({
    data: {
      ...{ teamId, id: newId(), slug: 's', title: word(13), filter: {}, forTeam: false },
      createdById: viewer.userId,
    },
  })
  const entryId = list.entryIds[0] ?? ''
  const mine = { teamId, userId: viewer.userId }
  await db.entryNote.create({ data: { ...mine, id: newId(), entryId, ...rendered(14) } })
  const times = { toldFrom: new Date(), toldThrough: new Date() }
  await db.follow.create({ data: { ...mine, readingListId: list.id, ...times } })
  await db.progress.create({ data: { ...mine, id: newId(), linkId: link.id, state: 'done' } })
  await db.interest.create({ data: { ...mine, sessionId: session.id, wish: 'skip' } })
  const block = { teamId, id: newId(), sessionId: session.id, addedById: editor.userId }
  await db.summaryBlock.create({ data: { ...block, ...rendered(15), orderKey: 'a0' } })
  const recap = { teamId, id: newId(), conferenceId: session.conferenceId, ...rendered(15) }
  await db.recap.create({ data: { ...recap, createdById: editor.userId } })
  const inRecap = { teamId, recapId: recap.id }
  await db.recapSession.create({ data: { ...inRecap, sessionId: session.id, ...rendered(16) } })
  for (const sessionId of [null, session.id]) {
    const text = {
      ...inRecap,
      sessionId,
      number: 1,
      bodySource: word(17),
      audience: 'team',
    } as const
    await db.revision.create({ data: { id: newId(), ...text, authorId: editor.userId } })
  }
  for (const it of [{ annotationId: note.id }, { blockId: block.id }]) {
    await db.recapItem.create({
      data: { ...inRecap, id: newId(), ...it, addedById: editor.userId },
    })
  }
  const thread = { teamId, id: newId(), sessionId: session.id }
  await db.thread.create({ data: thread })
  const said = { teamId, threadId: thread.id, authorId: editor.userId }
  const comment = await db.comment.create({ data: { ...said, id: newId(), ...rendered(16) } })
  await db.commentCitation.create({ data: { teamId, commentId: comment.id, linkId: link.id } })
  await db.reaction.create({ data: { ...mine, id: newId(), commentId: comment.id, kind: 'agree' } })
  const seen = { newSince: new Date(), seenThrough: new Date() }
  await db.visit.create({ data: { ...mine, sessionId: session.id, ...seen } })
  await db.share.create({
    data: {
      ...{ teamId, id: newId(), sessionId: session.id, createdById: editor.userId },
      tokenHash: hashToken(newId()),
      passwordHash: 'a secret hash',
    },
  })
  const done = { verb: 'created', subjectType: 'annotation', subjectId: note.id } as const
  await db.event.create({
    data: { teamId, seq: 1n, actorId: owner.userId, ...done, audience: 'me' },
  })
  const told = { ...mine, seq: 1n, kind: 'mention', subjectType: 'annotation', subjectId: note.id }
  await db.notice.create({ data: told })
  const fileHash = await storeBytes(Buffer.from(`programme ${word(17)}`))
  const imported = await db.import.create({
    data: {
      ...{ teamId, id: newId(), kind: 'frab_json', state: 'applied', fileName: word(18) },
      ...{ fileHash, fileSize: 1, programme: { at: 0.1 }, options: [], createdById: editor.userId },
    },
  })
  const before = { importId: imported.id, subjectType: 'session', subjectId: session.id }
  await db.beforeImage.create({ data: { teamId, ...before, values: { title: word(19) } } })
  return { session, link, list, hash, fileHash }
}

test('every table of a team either travels or stays', async () => {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT table_name AS "name" FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'teamId' ORDER BY 1`,
  )
  const decided = [...Object.keys(travellingTables), ...stayingTables].sort()
  expect(rows.map(({ name }) => name).sort()).toEqual(decided)
})

describe('a whole team', () => {
  test('comes back from an empty Hallway as it was, whatever its texts hold', async () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), {
      ...{ minLength: 3, maxLength: 12 },
    })
    const odd = ['\u2028 \u2029 \r\n "\\"', '\u202e👩‍👩‍👧 é', '\u0001 <x-person id="…">']
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        await empty()
        const cast = await createTeam({ name: 'Platform' })
        const words = [...given.map((it) => it.replaceAll('\0', '')), ...odd]
        const { hash } = await fill(cast, words)
        const before = await take(null, cast.team.id)
        const tables = Object.keys(travellingTables).map((name) => `rows/${name}.jsonl`)
        const thin = tables.filter((name) => (before[name]?.filter(Boolean).length ?? 0) === 0)
        expect(thin).toEqual([])
        await empty()
        expect(await bringInTeam(system, file)).toBe(cast.team.slug)
        expect(await take(null, cast.team.id)).toEqual(before)
        expect(await text((await openStored(hash)).body)).toContain('content')
      }),
      { numRuns: 6 },
    )
  })

  test('brings no secrets along, and its shares are revoked', async () => {
    const cast = await createTeam()
    await fill(cast, ['a', 'b', 'c'])
    const [share] = await db.share.findMany()
    const files = JSON.stringify(await take(null, cast.team.id))
    for (const secret of [
      share?.tokenHash,
      'a secret hash',
      ...Object.values(secretColumns).flat(),
    ]) {
      expect(files).not.toContain(secret)
    }
    await empty()
    await bringInTeam(system, file)
    const [back] = await db.share.findMany()
    expect(back?.revokedAt).not.toBeNull()
    expect(back?.tokenHash).toMatch(/^[0-9a-f]{64}$/)
    expect(back?.tokenHash).not.toBe(share?.tokenHash)
    expect(await db.user.count({ where: { passwordHash: { not: null } } })).toBe(0)
  })

  test('meets the people who have an account here, in texts too', async () => {
    const cast = await createTeam()
    const { userId } = cast.editor
    const session = await createSession(cast.team.id)
    await createAnnotation(cast.owner, session, {
      bodyHtml: `<x-person id="${userId}"></x-person>`,
    })
    const { email } = await db.user.findUniqueOrThrow({ where: { id: userId } })
    await take(null, cast.team.id)
    await empty()
    const here = newId()
    await db.user.create({ data: { id: here, email: email.toUpperCase(), name: 'Edda here' } })
    await createTeam({ slug: cast.team.slug })
    expect(await bringInTeam(system, file)).toBe(`${cast.team.slug}-2`)
    const key = { teamId_userId: { teamId: cast.team.id, userId: here } }
    expect((await db.membership.findUniqueOrThrow({ where: key })).role).toBe('editor')
    const note = await db.annotation.findFirstOrThrow()
    expect(note.bodyHtml).toBe(`<x-person id="${here}"></x-person>`)
    const again = bringInTeam(system, file)
    await expect(again).rejects.toMatchObject({ messageKey: 'exports.refused.here' })
  })

  test('arrives whole or not at all', async () => {
    const cast = await createTeam()
    await fill(cast, ['a', 'b', 'c'])
    await take(null, cast.team.id)
    await empty()
    // The last table has no room for its rows
    await pool.query('ALTER TABLE "BeforeImage" ADD CONSTRAINT "full" CHECK (false)')
    try {
      await expect(bringInTeam(system, file)).rejects.toThrow('full')
    } finally {
      await pool.query('ALTER TABLE "BeforeImage" DROP CONSTRAINT "full"')
    }
    expect([await db.team.count(), await db.user.count()]).toEqual([0, 0])
    await bringInTeam(system, file)
    expect(await db.team.count()).toBe(1)
  })

  test('is refused when it is none, newer, or what one member saw', async () => {
    const cast = await createTeam()
    const refused = (reason: string) =>
      expect(bringInTeam(system, file)).rejects.toMatchObject({
        messageKey: `exports.refused.${reason}`,
      })
    writeFileSync(file, 'no zip')
    await refused('broken')
    await take(cast.owner, cast.team.id)
    await refused('partial')
    await pool.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name") VALUES ('z', '', 'z')`,
    )
    await take(null, cast.team.id)
    await pool.query(`DELETE FROM "_prisma_migrations" WHERE "id" = 'z'`)
    await empty()
    await refused('newer')
  })
})

test('a member takes out what they see, and of private things their own alone', async () => {
  const cast = await createTeam()
  const other = await createTeam()
  const words = Array.from({ length: 12 }, (_, index) => `word-${index}.`)
  const { session } = await fill(cast, words)
  await fill(other, ['foreign'])
  const gone = await createAnnotation(cast.editor, session, { text: 'thrown away' })
  const key = { teamId_id: { teamId: cast.team.id, id: gone.id } }
  await db.annotation.update({ where: key, data: { deletedAt: new Date() } })
  const roles = { viewer: cast.viewer, editor: cast.editor, owner: cast.owner }
  for (const [role, member] of Object.entries(roles)) {
    const found = await take(member, other.team.id)
    const all = JSON.stringify(found)
    expect(all).not.toContain('foreign')
    expect(all).not.toContain('thrown away')
    const notes = (found['rows/Annotation.jsonl'] ?? []).filter(Boolean).map((it) => JSON.parse(it))
    const visible = await db.annotation.findMany({
      where: {
        ...{ teamId: cast.team.id, deletedAt: null },
        OR: [{ audience: { not: 'me' } }, { authorId: member.userId }],
      },
    })
    expect(notes.map(({ id }) => id).sort()).toEqual(visible.map(({ id }) => id).sort())
    const mine = ['EntryNote', 'Follow', 'Progress', 'Visit', 'SmartList', 'Interest']
    const counts = mine.map((name) => found[`rows/${name}.jsonl`]?.filter(Boolean).length)
    expect(counts).toEqual(role === 'viewer' ? [1, 1, 1, 1, 1, 1] : [0, 0, 0, 0, 0, 0])
    // Who had a link before it was brought to them
    const links = (found['rows/Link.jsonl'] ?? []).filter(Boolean)
    expect(links.length).toBeGreaterThan(0)
    expect(links.join()).not.toMatch(/createdById|importId/)
    // The revision was written for its author, the owner, alone
    expect(found['rows/Revision.jsonl']?.filter(Boolean)).toHaveLength(role === 'owner' ? 3 : 2)
    for (const name of ['Share', 'Event', 'Notice', 'Import', 'Source']) {
      expect(found[`rows/${name}.jsonl`]).toBeUndefined()
    }
    const people = (found['people.jsonl'] ?? []).filter(Boolean).map((it) => JSON.parse(it))
    const addressed = people.filter(({ email }) => email !== null)
    expect(addressed).toHaveLength(role === 'owner' ? people.length : 1)
  }
})

test('one member takes a team out a few times an hour, and each with a connection that ends', async () => {
  const cast = await createTeam()
  const open = async () => {
    const { rows } = await pool.query(
      `SELECT 1 FROM pg_stat_activity WHERE application_name = 'hallway export'
         AND datname = current_database()`,
    )
    return rows.length
  }
  for (let n = 0; n < 6; n++) await take(cast.viewer, cast.team.id)
  const refused = { code: 'RATE_LIMITED', messageKey: 'errors.tooMany' }
  await expect(exportTeam(cast.viewer, cast.team.id)).rejects.toMatchObject(refused)
  const left = await exportTeam(cast.owner, cast.team.id)
  left.destroy()
  await expect.poll(open, { timeout: 20_000 }).toBe(0)
})
