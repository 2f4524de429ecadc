import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { Role, TokenScope } from '@/prisma/generated/client'
import { loginIdOfRequest } from './auth'
import { db, Prisma, readByKeys, type Transaction } from './db'
import { isId } from './ids'
import { paths } from './paths'
import { clientAddress, pathOfRequest } from './request'
import { hashToken, isSame, passFor } from './tokens'

/**
 * Authority is a value. Only this file makes one; every query and mutation takes one first and
 * fetches through it. Membership is read from the database at every request, never from a cookie,
 * so a removal or a signing out everywhere counts from the next click.
 */
declare const minted: unique symbol
type Minted<Kind> = { readonly [minted]: Kind }

/** Somebody not signed in. */
export type Guest = Minted<'guest'> & { kind: 'guest'; address: string }

/** A signed-in user, outside any team. */
export type Person = Minted<'person'> & {
  kind: 'person'
  userId: string
  loginId: string
  name: string
  email: string
  teams: readonly TeamOfPerson[]
}

export type TeamOfPerson = { id: string; slug: string; name: string; role: Role }

/** A user in a team, with the role they have at this moment. */
export type Member = Minted<'member'> & {
  kind: 'member'
  userId: string
  teamId: string
  role: Role
  name: string
  /** Another number than before: the member has read or put away notices, which leaves no event */
  noticesVersion: number
  /** `seq` is the number of the team's latest event when its rights were read, in decimal */
  team: { slug: string; name: string; publicSharing: boolean; seq: string }
}

/** Whoever holds a share's address: may read the one thing that is shared, of three sorts. */
export type Visitor = Minted<'visitor'> & {
  kind: 'visitor'
  teamId: string
  shareId: string
  readingListId: string | null
  sessionId: string | null
  recapId: string | null
  indexed: boolean
}

/** A job or the admin command, with the reason it gives. Accepted by few mutations; recorded. */
export type System = Minted<'system'> & { kind: 'system'; reason: string }

type LoginRow = {
  userId: string
  name: string
  email: string
  lastSeenAt: Date
  teamId: string | null
  role: Role | null
  slug: string | null
  teamName: string | null
  publicSharing: boolean | null
  seq: string | null
  noticesVersion: number | null
}

/** Who can come in, in SQL, as a condition on a "User" `u`: neither gone nor shut out. */
export const activeUsersSql = Prisma.sql`(u."deletedAt" IS NULL AND u."disabledAt" IS NULL)`

const activeUsers = { deletedAt: null, disabledAt: null }

/** One statement: the login, its user and their teams. */
const loginOfRequest = cache(async () => {
  const loginId = await loginIdOfRequest()
  if (!loginId || !isId(loginId)) return null
  const rows = await readByKeys<LoginRow>(Prisma.sql`
    SELECT u."id" AS "userId", u."name", u."email"::text, l."lastSeenAt",
           t."id" AS "teamId", m."role"::text, t."slug", t."name" AS "teamName", t."publicSharing",
           t."eventSeq"::text AS "seq", m."noticesVersion"
    FROM "Login" l
    JOIN "User" u ON u."id" = l."userId" AND ${activeUsersSql}
    LEFT JOIN "Membership" m ON m."userId" = u."id" AND m."leftAt" IS NULL
    LEFT JOIN "Team" t ON t."id" = m."teamId" AND t."deletedAt" IS NULL
    WHERE l."id" = ${loginId}::uuid AND l."revokedAt" IS NULL AND l."expiresAt" > now()
    ORDER BY t."name"`)
  if (rows[0]) touch(loginId, rows[0].lastSeenAt)
  return rows[0] ? { loginId, rows } : null
})

// "Last seen" to the hour is enough for the list of logins and keeps page views free of writes.
function touch(loginId: string, lastSeenAt: Date): void {
  if (Date.now() - lastSeenAt.getTime() < 3_600_000) return
  db.login.update({ where: { id: loginId }, data: { lastSeenAt: new Date() } }).catch(() => {})
}

/** The signed-in person of this request, or null. */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const login = await loginOfRequest()
  const first = login?.rows[0]
  if (!login || !first) return null
  const teams = login.rows.flatMap(({ teamId, slug, teamName, role }) =>
    teamId && slug && teamName && role ? [{ id: teamId, slug, name: teamName, role }] : [],
  )
  const { userId, name, email } = first
  return mint<Person>({ kind: 'person', userId, loginId: login.loginId, name, email, teams })
})

/** The member that this request's person is in a team, or null: unknown team and no member alike. */
export const currentMember = cache(async (teamSlug: string): Promise<Member | null> => {
  const login = await loginOfRequest()
  const row = login?.rows.find(({ slug }) => slug === decodeSlug(teamSlug))
  if (!row?.teamId || !row.role || !row.slug || row.teamName === null) return null
  return mint<Member>({
    kind: 'member',
    userId: row.userId,
    teamId: row.teamId,
    role: row.role,
    name: row.name,
    noticesVersion: row.noticesVersion ?? 0,
    team: {
      slug: row.slug,
      name: row.teamName,
      publicSharing: row.publicSharing ?? true,
      seq: row.seq ?? '0',
    },
  })
})

/** The signed-in person; whoever is not signed in is sent to the sign-in page and back. */
export async function requirePerson(): Promise<Person> {
  return (await currentPerson()) ?? redirect(paths.signIn(await pathOfRequest()))
}

type TokenRow = Pick<Member, 'userId' | 'teamId' | 'role' | 'name' | 'noticesVersion'> &
  Pick<Member['team'], 'slug' | 'publicSharing' | 'seq'> & { teamName: string } & {
    tokenId: string
    scope: TokenScope
    lastUsedAt: Date | null
  }

/**
 * The member for whom a token speaks, with the role they have now, and what it is for. Null: unknown,
 * revoked or expired, or its member has left. One statement.
 */
export async function bearerOf(token: string) {
  const [row] = await readByKeys<TokenRow>(Prisma.sql`
    SELECT k."id" AS "tokenId", k."scope"::text, k."lastUsedAt", m."userId", m."teamId",
           m."role"::text, m."noticesVersion", u."name", t."slug", t."name" AS "teamName",
           t."publicSharing", t."eventSeq"::text AS "seq"
    FROM "ApiToken" k
    JOIN "Membership" m ON m."teamId" = k."teamId" AND m."userId" = k."userId" AND m."leftAt" IS NULL
    JOIN "User" u ON u."id" = k."userId" AND ${activeUsersSql}
    JOIN "Team" t ON t."id" = k."teamId" AND t."deletedAt" IS NULL
    WHERE k."tokenHash" = ${hashToken(token)} AND k."revokedAt" IS NULL
      AND (k."expiresAt" IS NULL OR k."expiresAt" > now())`)
  if (!row) return null
  const { tokenId, scope, lastUsedAt, slug, teamName, publicSharing, seq, ...who } = row
  // To the minute is enough, and keeps most requests free of a write
  if (Date.now() - (lastUsedAt?.getTime() ?? 0) > 60_000) {
    const where = { teamId_id: { teamId: who.teamId, id: tokenId } }
    db.apiToken.update({ where, data: { lastUsedAt: new Date() } }).catch(() => {})
  }
  const team = { slug, name: teamName, publicSharing, seq }
  return { tokenId, scope, member: mint<Member>({ kind: 'member', ...who, team }) }
}

/** Whether a part of an address names the member's team. */
export function isSlugOf(part: string, member: Member): boolean {
  return decodeSlug(part) === member.team.slug
}

/**
 * The member for a page of a team. Not signed in: to the sign-in page and back. Not a member: not
 * found, since even the existence of a team is private.
 */
export async function requireMember(teamSlug: string): Promise<Member> {
  await requirePerson()
  return (await currentMember(teamSlug)) ?? notFound()
}

/**
 * A member by user and team: for tests, the demo, jobs that act for somebody, and (in its
 * transaction) for who has just joined. Null if none.
 */
export async function memberFor(
  userId: string,
  teamId: string,
  tx: Transaction = db,
): Promise<Member | null> {
  const row = await tx.membership.findFirst({
    where: { userId, teamId, leftAt: null, user: activeUsers, team: { deletedAt: null } },
    select: { role: true, noticesVersion: true, user: true, team: true },
  })
  if (!row) return null
  const { role, noticesVersion, user } = row
  const { slug, name, publicSharing, eventSeq } = row.team
  const team = { slug, name, publicSharing, seq: String(eventSeq) }
  const who = { userId, teamId, role, name: user.name, noticesVersion }
  return mint<Member>({ kind: 'member', ...who, team })
}

/** A person by id, for tests and the demo. `loginId` is that of no login. Null if there is none. */
export async function personFor(userId: string): Promise<Person | null> {
  const user = await db.user.findFirst({
    where: { id: userId, ...activeUsers },
    select: {
      name: true,
      email: true,
      memberships: {
        where: { leftAt: null, team: { deletedAt: null } },
        select: { role: true, team: { select: { id: true, slug: true, name: true } } },
      },
    },
  })
  if (!user) return null
  const teams = user.memberships.map(({ role, team }) => ({ ...team, role }))
  const { name, email } = user
  return mint<Person>({ kind: 'person', userId, loginId: userId, name, email, teams })
}

type ShareRow = Omit<Visitor, keyof Minted<0> | 'kind'> & { passwordHash: string | null }

/**
 * The visitor that a share token makes, or null: unknown, expired, revoked, trashed or locked alike.
 * @param pass `passFor` the share, of one that has a password
 */
export const visitorFor = cache(async (token: string, pass = ''): Promise<Visitor | null> => {
  const [share] = await readByKeys<ShareRow>(Prisma.sql`
    SELECT h."id" AS "shareId", h."teamId", h."readingListId", h."sessionId", h."recapId",
           h."indexed", h."passwordHash" FROM "Share" h
    JOIN "Team" t ON t."id" = h."teamId" AND t."deletedAt" IS NULL AND t."publicSharing"
    LEFT JOIN "ReadingList" l ON l."teamId" = h."teamId" AND l."id" = h."readingListId"
    LEFT JOIN "Session" s ON s."teamId" = h."teamId" AND s."id" = h."sessionId"
    LEFT JOIN "Recap" p ON p."teamId" = h."teamId" AND p."id" = h."recapId"
    LEFT JOIN "Conference" c ON c."teamId" = h."teamId" AND c."id" = coalesce(s."conferenceId", p."conferenceId")
    WHERE h."tokenHash" = ${hashToken(token)} AND h."revokedAt" IS NULL
      AND (h."expiresAt" IS NULL OR h."expiresAt" > now())
      AND l."deletedAt" IS NULL AND s."deletedAt" IS NULL AND c."deletedAt" IS NULL`)
  if (!share) return null
  const { passwordHash, ...rest } = share
  if (passwordHash && !isSame(passFor({ ...rest, passwordHash }), pass)) return null
  return mint<Visitor>({ kind: 'visitor', ...rest })
})

/** Whoever made this request, as a guest. */
export const currentGuest = async () => guestFrom(clientAddress(await headers()))

/** A guest at a network address, for tests. */
export const guestFrom = (address: string): Guest => mint<Guest>({ kind: 'guest', address })

/** The system itself. The reason is recorded with what it does. */
export const systemFor = (reason: string): System => mint<System>({ kind: 'system', reason })

function mint<Actor>(fields: Omit<Actor, typeof minted>): Actor {
  return Object.freeze(fields) as Actor
}

/** Address bars carry Chinese team names percent-encoded; slugs are stored as they read. */
function decodeSlug(slug: string): string {
  try {
    return decodeURIComponent(slug)
  } catch {
    return slug
  }
}
