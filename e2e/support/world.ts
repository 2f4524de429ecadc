import { readProgramme } from '@/features/imports/formats/read'
import { stageImport } from '@/features/imports/mutations'
import { applyImport } from '@/features/imports/programmes/apply'
import { getImport, getPlan } from '@/features/imports/queries'
import { normaliserVersion } from '@/features/links/normalise'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { hashToken, newToken } from '@/lib/tokens'
import { createConference, createPerson, createSession, createTeam } from '@/prisma/factories'

/** Words that must reach nobody but the people they were written for. */
export const secrets = {
  /** Every member of the team may read these. */
  team: [
    'Kestrel conference',
    'Kestrel talk',
    'Kestrel takeaway',
    'Kestrel comment',
    'Kestrel list',
    'Kestrel smart list',
    'Kestrel link',
  ],
  /** In a file that was not imported yet: for those who import. */
  editors: 'Kestrel staged',
  /** The owner's own, written for themselves alone. */
  ownersOnly: 'Heron, written by the owner for nobody else',
  /** The editor's own. */
  editorsOnly: 'Plover, written by the editor for nobody else',
  /** In the trash: nobody finds it by its address. */
  trashed: 'Bittern, thrown away',
}

/** A file that waits for its confirmation. */
async function stage(member: Member, title: string) {
  const event = [`UID:${title}`, `SUMMARY:${title}`, 'DTSTART;TZID=Europe/Berlin:20261110T090000']
  const lines = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...event, 'END:VEVENT', 'END:VCALENDAR', '']
  const read = await readProgramme(new TextEncoder().encode(lines.join('\r\n')))
  if (!read.ok) throw new Error(read.code)
  const { programme } = read
  const file = { hash: 'a'.repeat(64), size: 1000, name: 'kestrel.ics', programme }
  return stageImport(member, { ...file, conferenceId: null, ownZone: 'Europe/Berlin' })
}

async function importNow(member: Member, title: string) {
  const id = await stage(member, title)
  const staged = await getImport(member, id)
  const plan = staged && (await getPlan(member, staged))
  if (!plan) throw new Error('nothing planned')
  await applyImport(member, { id, planHash: plan.hash })
  return id
}

/** A topic that one annotation is about. */
async function mention(teamId: string, annotationId: string, name: string) {
  const normalisedName = name.toLowerCase()
  const named = { name, normalisedName, slug: normalisedName }
  const topic = await db.topic.create({ data: { teamId, id: newId(), ...named } })
  await db.mention.create({ data: { teamId, id: newId(), topicId: topic.id, annotationId } })
  return topic
}

/** A team full of data that could leak, a second team with none, and the addresses of everything. */
export async function createWorld() {
  const cast = await createTeam({ name: 'Kestrel team' })
  const outsiders = await createTeam({ name: 'Sparrow team' })
  const teamId = cast.team.id
  const conference = await createConference(teamId, { title: 'Kestrel conference' })
  const session = await createSession(teamId, {
    conferenceId: conference.id,
    title: 'Kestrel talk',
  })
  const trashedSession = await createSession(teamId, {
    conferenceId: conference.id,
    title: secrets.trashed,
  })
  await db.session.update({
    where: { teamId_id: { teamId, id: trashedSession.id } },
    data: { deletedAt: new Date() },
  })
  const annotate = (
    authorId: string,
    audience: 'me' | 'team' | 'public',
    text: string,
    orderKey: string,
    on: { sessionId: string } | { articleId: string } = { sessionId: session.id },
  ) =>
    db.annotation.create({
      data: {
        teamId,
        id: newId(),
        ...on,
        authorId,
        kind: 'takeaway',
        audience,
        bodySource: text,
        bodyPlain: text,
        bodyHtml: `<p>${text}</p>`,
        rendererVersion: 1,
        orderKey,
        startedAt: new Date(),
      },
    })
  const { id: told } = await annotate(cast.editor.userId, 'team', 'Kestrel takeaway', 'a0')
  // What it said before it was for the team
  const texts = { me: secrets.editorsOnly, team: 'Kestrel takeaway' } as const
  for (const [index, audience] of (['me', 'team'] as const).entries()) {
    const of = { teamId, annotationId: told, authorId: cast.editor.userId, kind: 'takeaway' }
    const text = { number: index + 1, bodySource: texts[audience], audience }
    await db.revision.create({ data: { ...of, ...text, id: newId() } })
  }
  await db.annotation.update({ where: { teamId_id: { teamId, id: told } }, data: { revision: 2 } })
  const topic = await mention(teamId, told, 'Kestrel-topic')
  const { id: ownersOwn } = await annotate(cast.owner.userId, 'me', secrets.ownersOnly, 'a1')
  await annotate(cast.editor.userId, 'me', secrets.editorsOnly, 'a2')
  const { id: open } = await annotate(cast.editor.userId, 'public', 'Wren, for everybody', 'a3')
  const ownersTopic = await mention(teamId, ownersOwn, 'heron')
  // In the summary: the team's annotation, and one that its author took back for herself later
  for (const annotationId of [told, ownersOwn]) {
    const of = { sessionId: session.id, annotationId, addedById: cast.owner.userId }
    await db.summaryBlock.create({ data: { teamId, id: newId(), orderKey: 'a0', ...of } })
  }
  const words = { bodySource: 'Kestrel words', bodyPlain: 'x', bodyHtml: '<p>Kestrel words</p>' }
  const block = await db.summaryBlock.create({
    data: {
      ...{ teamId, id: newId(), sessionId: session.id, orderKey: 'a1', ...words },
      addedById: cast.owner.userId,
    },
  })
  const thread = await db.thread.create({
    data: { teamId, id: newId(), sessionId: session.id },
  })
  const comment = await db.comment.create({
    data: {
      teamId,
      id: newId(),
      threadId: thread.id,
      authorId: cast.commenter.userId,
      bodySource: 'Kestrel comment',
      bodyPlain: 'Kestrel comment',
      bodyHtml: '<p>Kestrel comment</p>',
      rendererVersion: 1,
    },
  })
  const createdById = cast.editor.userId
  const list = await db.readingList.create({
    data: { teamId, id: newId(), slug: 'kestrel-list', title: 'Kestrel list', createdById },
  })
  await db.entry.create({
    data: {
      teamId,
      id: newId(),
      readingListId: list.id,
      sessionId: session.id,
      addedById: createdById,
      orderKey: 'a0',
    },
  })
  const link = await db.link.create({
    data: {
      ...{ teamId, id: newId(), createdById, normaliserVersion, type: 'article' },
      ...{ url: 'https://example.org/', normalisedUrl: 'https://example.org', urlHash: 'kestrel' },
      title: 'Kestrel link',
    },
  })
  const article = await db.article.create({
    data: {
      ...{ teamId, id: newId(), linkId: link.id, state: 'done', title: 'Kestrel link' },
      ...{ plain: 'Kestrel text', html: '<p>Kestrel text</p>', hash: 'x', words: 2 },
      ...{ keptAt: new Date(), keptById: createdById },
    },
  })
  const former = await db.articleVersion.create({
    data: {
      ...{ teamId, id: newId(), articleId: article.id, title: 'Kestrel link', byline: '' },
      ...{ language: 'en', plain: 'Kestrel words', html: '<p>Kestrel words</p>', words: 2 },
      ...{ hash: 'a'.repeat(64), rendererVersion: 1, keptAt: new Date(), keptById: createdById },
    },
  })
  const readOn = { id: article.id, slug: '', link: link.id }
  const onArticle = { articleId: article.id }
  const { id: noted } = await annotate(createdById, 'team', 'Kestrel passage', 'a0', onArticle)
  const passage = { target: 'article', hash: 'x', exact: 'Kestrel', start: 0, end: 7 }
  await db.annotation.update({
    where: { teamId_id: { teamId, id: noted } },
    data: { passage: { ...passage, prefix: '', suffix: ' text' } },
  })
  await annotate(cast.owner.userId, 'me', secrets.ownersOnly, 'a1', onArticle)
  await db.entry.create({
    data: {
      ...{ teamId, id: newId(), readingListId: list.id, linkId: link.id },
      ...{ addedById: createdById, orderKey: 'a1' },
    },
  })
  for (const annotationId of [told, ownersOwn]) {
    await db.citation.create({ data: { teamId, annotationId, linkId: link.id } })
  }
  await db.commentCitation.create({ data: { teamId, commentId: comment.id, linkId: link.id } })
  const smart = async (member: Member, title: string, forTeam: boolean) => {
    const named = { title, slug: 'smart', filter: {}, forTeam, createdById: member.userId }
    return db.smartList.create({ data: { teamId, id: newId(), ...named } })
  }
  const [shown, ownersSmart] = [
    await smart(cast.editor, 'Kestrel smart list', true),
    await smart(cast.owner, secrets.ownersOnly, false),
  ]
  // What two of them make of the same link for themselves
  const entry = await db.entry.findFirstOrThrow({ where: { teamId, linkId: link.id } })
  for (const [member, body] of [
    [cast.owner, secrets.ownersOnly],
    [cast.editor, secrets.editorsOnly],
  ] as const) {
    const own = { teamId, userId: member.userId }
    const progress = { linkId: link.id, state: 'doing' as const, position: body }
    await db.progress.create({ data: { ...own, id: newId(), ...progress } })
    const note = { bodySource: body, bodyPlain: body, bodyHtml: body, rendererVersion: 1 }
    await db.entryNote.create({ data: { ...own, id: newId(), entryId: entry.id, ...note } })
  }
  for (const [member, wish] of [
    [cast.viewer, 'now'],
    [cast.editor, 'skip'],
  ] as const) {
    const { userId } = member
    await db.interest.create({ data: { teamId, userId, sessionId: session.id, wish } })
  }
  const recap = { teamId, id: newId(), conferenceId: conference.id }
  await db.recap.create({ data: { ...recap, ...words, createdById } })
  const line = { sessionId: session.id, ...words }
  await db.recapSession.create({ data: { teamId, recapId: recap.id, ...line } })
  for (const sessionId of [null, session.id]) {
    for (const number of [1, 2]) {
      const text = { number, bodySource: `Kestrel ${number}`, audience: 'team' } as const
      const of = { teamId, recapId: recap.id, sessionId, authorId: createdById }
      await db.revision.create({ data: { id: newId(), ...of, ...text } })
    }
  }
  // What the team may read, what its author took back later, what everybody may
  for (const it of [
    { annotationId: told },
    { annotationId: ownersOwn },
    { annotationId: open },
    { blockId: block.id },
  ]) {
    const item = { teamId, id: newId(), recapId: recap.id, addedById: createdById }
    await db.recapItem.create({ data: { ...item, ...it } })
  }
  const share = async (
    of: { readingListId: string } | { sessionId: string } | { recapId: string },
  ) => {
    const token = newToken()
    const made = { teamId, id: newId(), tokenHash: hashToken(token), createdById }
    await db.share.create({ data: { ...made, ...of } })
    return token
  }
  const shareToken = await share({ readingListId: list.id })
  const sessionShareToken = await share({ sessionId: session.id })
  const recapShareToken = await share({ recapId: recap.id })
  const invitationToken = newToken()
  await db.invitation.create({
    data: {
      teamId,
      id: newId(),
      role: 'viewer',
      tokenHash: hashToken(invitationToken),
      createdById: cast.owner.userId,
      expiresAt: new Date(Date.now() + 86_400_000),
    },
  })
  return {
    ...cast,
    outsider: outsiders.owner,
    newcomer: await createPerson({ name: 'Nora Newcomer' }),
    conference,
    session,
    trashedSession,
    list,
    link,
    readOn,
    former,
    noted,
    smart: shown,
    ownersSmart,
    told,
    block,
    ownersOwn,
    topic,
    ownersTopic,
    stagedImport: await stage(cast.editor, 'Kestrel staged'),
    appliedImport: await importNow(cast.editor, 'Kestrel imported'),
    shareToken,
    sessionShareToken,
    recapShareToken,
    invitationToken,
  }
}

export type World = Awaited<ReturnType<typeof createWorld>>
