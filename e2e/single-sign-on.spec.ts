import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { createUser, factoryPassword } from '@/prisma/factories'
import { startIdentityProvider } from './support/identity-provider'
import { startSecondServer } from './support/second-server'
import { expect, test } from './support/test'

// Which providers there are is a setting, so these tests have a server of their own.

test.describe.configure({ mode: 'serial' })

let provider: Awaited<ReturnType<typeof startIdentityProvider>>
let server: Awaited<ReturnType<typeof startSecondServer>> | undefined
let home = ''

test.beforeAll(async () => {
  provider = await startIdentityProvider()
  server = await startSecondServer({
    SIGN_UP: 'open',
    TRUST_PROXY: '1',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'hallway',
    OIDC_CLIENT_SECRET: randomUUID(),
    OIDC_NAME: 'Example Identity',
  })
  home = server.address
})

test.afterAll(async () => {
  await server?.stop()
  provider.stop()
})

const newClaims = (verified = true) => {
  const sub = randomUUID()
  return { sub, name: 'Mira Holm', email: `mira-${sub}@example.org`, email_verified: verified }
}

async function goThrough(page: Page, from = '/sign-in') {
  await page.goto(home + from)
  await page.getByRole('button', { name: 'Continue with Example Identity' }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test(`a new person comes in, ${javaScriptEnabled ? 'with' : 'without'} script`, async ({
    browserOf,
  }) => {
    provider.claims = newClaims()
    const page = await browserOf(null, { baseURL: home, javaScriptEnabled })
    await goThrough(page, '/sign-in?next=/account')
    await expect(page.getByRole('heading', { name: 'Your account', exact: true })).toBeVisible()
    await expect(page.getByText(provider.claims.email ?? '')).toBeVisible()
    await expect(page.getByText(/Example Identity, since/)).toBeVisible()
  })
}

test('an identity is not joined to an address that only one side has proved', async ({
  browserOf,
}) => {
  provider.claims = newClaims()
  const email = provider.claims.email ?? ''
  const user = await createUser({ email })
  const page = await browserOf(null, { baseURL: home })
  await goThrough(page)
  await expect(page.getByText(/Sign in with your password, then connect/)).toBeVisible()

  // The way it says works
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(factoryPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Your teams' })).toBeVisible()
  await page.goto(`${home}/account`)
  await page.getByRole('button', { name: 'Connect Example Identity' }).click()
  await expect(page.getByText(/Connected. You can sign in that way/)).toBeVisible()

  const later = await browserOf(null, { baseURL: home })
  await goThrough(later, '/sign-in?next=/account')
  await expect(later.getByRole('heading', { name: 'Your account', exact: true })).toBeVisible()
  const logins = await db.login.findMany({ where: { userId: user.id, revokedAt: null } })
  expect(new Set(logins.map(({ provider }) => provider))).toEqual(new Set(['password', 'oidc']))
})

test('an identity with an unproved address does not open a proved account', async ({
  browserOf,
}) => {
  provider.claims = newClaims(false)
  const user = await createUser({ email: provider.claims.email ?? '' })
  await db.user.update({ where: { id: user.id }, data: { emailVerified: new Date() } })
  const page = await browserOf(null, { baseURL: home })
  await goThrough(page)
  await expect(page.getByText(/Sign in with your password, then connect/)).toBeVisible()
  expect(await db.login.count({ where: { userId: user.id } })).toBe(0)
})
