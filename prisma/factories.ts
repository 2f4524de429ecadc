import { hash } from '@node-rs/argon2'
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'
import { normaliserVersion } from '@/features/links/normalise'
import { type Member, memberFor, type Person, personFor } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { newId, slugify } from '@/lib/ids'
import { hashToken } from '@/lib/tokens'
import type { Role } from './generated/client'

/** The password of every made-up user; hashed once. */
export const factoryPassword = 'correct horse battery'
let passwordHash: Promise<string> | undefined

/** A user of our own making. The e-mail address is unique unless given. */
export async function createUser(given: { name?: string; email?: string } = {}) {
  const id = newId()
  passwordHash ??= hash(factoryPassword, { memoryCost: 8192, timeCost: 1 })
  return db.user.create({
    data: {
      id,
      name: given.name ?? 'Lin Wei',
      email: given.email ?? `user-${id}@example.org`,
      passwordHash: await passwordHash,
    },
  })
}

export async function createPerson(given: { name?: string; email?: string } = {}): Promise<Person> {
  return made(await personFor((await createUser(given)).id))
}

/** Adds a (new) user to a team and answers them as the member they are. */
export async function createMember(
  teamId: string,
  role: Role,
  given: { name?: string; userId?: string } = {},
): Promise<Member> {
  const userId = given.userId ?? (await createUser({ name: given.name ?? `The ${role}` })).id
  await db.membership.create({ data: { teamId, userId, role } })
  return made(await memberFor(userId, teamId))
}

/** A fresh team with one member of every role, by role. */
export async function createTeam(given: { name?: string; slug?: string } = {}) {
  const id = newId()
  const name = given.name ?? 'Platform team'
  const team = await db.team.create({
    data: { id, name, slug: given.slug ?? `${slugify(name)}-${id.slice(-8)}` },
  })
  const owner = await createMember(id, 'owner', { name: 'Olga Owner' })
  const editor = await createMember(id, 'editor', { name: 'Edda Editor' })
  const commenter = await createMember(id, 'commenter', { name: 'Carl Commenter' })
  const viewer = await createMember(id, 'viewer', { name: 'Vera Viewer' })
  return { team, owner, editor, commenter, viewer }
}

export async function createConference(
  teamId: string,
  given: { title?: string; zone?: string; dayEndsAtMinutes?: number } = {},
) {
  const title = given.title ?? 'Cloud Days 2026'
  return db.conference.create({
    data: {
      teamId,
      id: newId(),
      title,
      slug: slugify(title),
      zone: given.zone ?? 'Europe/Berlin',
      dayEndsAtMinutes: given.dayEndsAtMinutes ?? 0,
      firstDay: new Date('2026-11-10'),
      lastDay: new Date('2026-11-11'),
    },
  })
}

/** A session on 10 November 2026, 10:00 to 10:30 in Berlin, unless told otherwise. */
export async function createSession(
  teamId: string,
  given: {
    conferenceId?: string
    title?: string
    startsAt?: Date | null
    endsAt?: Date | null
    recordingUrl?: string
    slidesUrl?: string
  } = {},
) {
  const title = given.title ?? 'Three years of running untrusted code'
  const startsAt = given.startsAt === undefined ? new Date('2026-11-10T09:00:00Z') : given.startsAt
  return db.session.create({
    data: {
      teamId,
      id: newId(),
      conferenceId: given.conferenceId ?? (await createConference(teamId)).id,
      title,
      slug: slugify(title),
      startsAt,
      endsAt: given.endsAt === undefined ? new Date('2026-11-10T09:30:00Z') : given.endsAt,
      day: startsAt && new Date(startsAt.toISOString().slice(0, 10)),
      ...(given.slidesUrl && { slidesUrl: given.slidesUrl }),
      ...(given.recordingUrl && {
        recordingUrl: given.recordingUrl,
        recordingState: 'available' as const,
      }),
    },
  })
}

/** An annotation of a member on a session, for the team and without a moment unless told otherwise. */
export async function createAnnotation(
  author: Member,
  session: { id: string },
  given: Partial<Prisma.AnnotationUncheckedCreateInput> & { text?: string } = {},
) {
  const { text = 'Three mechanisms carry the weight', ...fields } = given
  const last = await db.annotation.findFirst({
    where: { teamId: author.teamId, sessionId: session.id },
    orderBy: { orderKey: 'desc' },
  })
  return db.annotation.create({
    data: {
      teamId: author.teamId,
      id: newId(),
      sessionId: session.id,
      authorId: author.userId,
      kind: 'takeaway',
      audience: 'team',
      bodySource: text,
      bodyPlain: text,
      bodyHtml: `<p>${text}</p>`,
      rendererVersion: 1,
      orderKey: generateKeyBetween(last?.orderKey ?? null, null),
      startedAt: new Date(),
      ...fields,
    },
  })
}

/** A reading list by a member with `count` links in it, entry 1 first, each with a reason. */
export async function createReadingList(
  member: Member,
  { title = 'Worth reading', count = 3 }: { title?: string; count?: number } = {},
) {
  const { teamId, userId } = member
  const list = await db.readingList.create({
    data: { teamId, id: newId(), title, slug: slugify(title), createdById: userId },
  })
  const links = Array.from({ length: count }, (_, index) => {
    const url = `https://example.org/${list.id}/${index + 1}`
    const of = { teamId, id: newId(), url, normalisedUrl: url, urlHash: hashToken(url) }
    const shown = { type: 'article' as const, title: `Article ${index + 1}`, site: 'example.org' }
    return { ...of, ...shown, normaliserVersion, createdById: userId }
  })
  await db.link.createMany({ data: links })
  const keys = generateNKeysBetween(null, null, count)
  const why = { whySource: 'Short', whyHtml: '<p>Short</p>', whyPlain: 'Short', rendererVersion: 1 }
  const entries = links.map(({ id: linkId }, index) => {
    const of = { teamId, id: newId(), readingListId: list.id, linkId, addedById: userId }
    return { ...of, ...why, orderKey: keys[index] ?? '' }
  })
  await db.entry.createMany({ data: entries })
  return { ...list, entryIds: entries.map(({ id }) => id) }
}

/** An entry of a link, alone in a list of its own. */
export async function createEntry(member: Member, linkId: string, title = 'Worth reading') {
  const list = await createReadingList(member, { title, count: 0 })
  const of = { teamId: member.teamId, readingListId: list.id, linkId, addedById: member.userId }
  return db.entry.create({ data: { ...of, id: newId(), orderKey: 'a0' } })
}

function made<T>(value: T | null): T {
  if (value === null) throw new Error('the factory made nothing')
  return value
}
