import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import { encode } from 'next-auth/jwt'
import type { Member, Person } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createTeam } from '@/prisma/factories'

export { expect }

type Cast = Awaited<ReturnType<typeof createTeam>>

type Fixtures = {
  /** A team of the test's own, with an owner, an editor, a commenter and a viewer. */
  cast: Cast
  /** A browser of its own, signed in as somebody, or not signed in. */
  browserOf: (who: Member | Person | null, options?: BrowserContextOptions) => Promise<Page>
  /** Something the browser reported that must fail the test: CSP violations, uncaught errors. */
  complaints: string[]
}

const secret = process.env.AUTH_SECRET ?? ''
const cookieName = 'hallway.login'

/** Signs a browser in the short way: a Login row and the cookie that names it. */
export async function signIn(context: BrowserContext, who: { userId: string }, baseURL: string) {
  const id = newId()
  const expiresAt = new Date(Date.now() + 86_400_000)
  await db.login.create({ data: { id, userId: who.userId, userAgent: 'Playwright', expiresAt } })
  const value = await encode({ token: { login: id }, secret, salt: cookieName })
  await context.addCookies([{ name: cookieName, value, url: baseURL, httpOnly: true }])
  return id
}

/** An address of its own, so that tests side by side do not use up each other's rate limits. */
export function ownAddress(): string {
  const part = () => Math.floor(Math.random() * 254) + 1
  return `10.${part()}.${part()}.${part()}`
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
  cast: async ({}, use) => {
    await use(await createTeam())
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
  complaints: async ({}, use) => {
    const complaints: string[] = []
    await use(complaints)
    expect(complaints, 'the browser complained').toEqual([])
  },
  context: async ({ context, complaints }, use) => {
    await context.setExtraHTTPHeaders({ 'x-forwarded-for': ownAddress() })
    watch(context, complaints)
    await use(context)
  },
  browserOf: async ({ browser, baseURL, complaints }, use) => {
    const opened: BrowserContext[] = []
    await use(async (who, options = {}) => {
      const context = await browser.newContext({
        baseURL: baseURL ?? '',
        extraHTTPHeaders: { 'x-forwarded-for': ownAddress() },
        ...options,
      })
      opened.push(context)
      watch(context, complaints)
      if (who) await signIn(context, who, baseURL ?? '')
      return context.newPage()
    })
    await Promise.all(opened.map((context) => context.close()))
  },
})

function watch(context: BrowserContext, complaints: string[]) {
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
}
