import type { Page } from '@playwright/test'
import { personFor } from '@/lib/actor'
import { newId } from '@/lib/ids'
import { factoryPassword } from '@/prisma/factories'
import { linkIn, mailTo } from './support/mail'
import { expect, test } from './support/test'

const password = 'correct horse battery'
const newAddress = () => `mira-${newId()}@example.org`

async function signUp(page: Page, name: string, email: string) {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: /^Create account/ }).click()
}

async function signInBy(page: Page, email: string, secret: string) {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function createTeam(page: Page, name: string): Promise<string> {
  await page.getByLabel('Name of the team').fill(name)
  await page.getByRole('button', { name: 'Create team' }).click()
  await page.waitForURL(/\/t\//)
  return new URL(page.url()).pathname
}

test('a team begins: sign up, invite, join, another role, and out at the next click', async ({
  page,
  browserOf,
}) => {
  await page.goto('/sign-up')
  await signUp(page, 'Olga Owner', newAddress())
  await expect(page.getByRole('heading', { name: 'Create a team' })).toBeVisible()
  const team = await createTeam(page, `平台组 ${newId()}`)

  await page.goto(`${team}/settings/members`)
  await page.getByLabel('They join as').selectOption('commenter')
  await page.getByLabel('The link works for').selectOption('1')
  await page.getByLabel('Who it is for').fill('Mira from storage')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('Invitation link').inputValue()
  await expect(page.getByText('Mira from storage')).toBeVisible()

  const mira = await browserOf(null)
  await mira.goto(new URL(link).pathname)
  await expect(mira.getByText(/Olga Owner invites you/)).toBeVisible()
  await signUp(mira, 'Mira Holm', newAddress())
  await mira.waitForURL((url) => url.pathname === team)
  await mira.goto(`${team}/settings/members`)
  await expect(mira.getByText('Olga Owner')).toBeVisible()
  await expect(mira.getByRole('button', { name: 'Make a link' })).toHaveCount(0)

  // Used up: for somebody else the link leads nowhere
  const late = await browserOf(null)
  expect((await late.goto(new URL(link).pathname))?.status()).toBe(404)

  await page.reload()
  await expect(page.getByText('Mira from storage')).toHaveCount(0)
  await page.getByLabel('Role of Mira Holm').selectOption('owner')
  const row = page.getByRole('listitem').filter({ hasText: 'Mira Holm' })
  await row.getByRole('button', { name: 'Change' }).click()
  await expect(page.locator('#main').getByText('The role is changed.')).toBeVisible()
  await mira.reload()
  await expect(mira.getByRole('button', { name: 'Make a link' })).toBeVisible()

  await row.getByText('Remove', { exact: true }).click()
  await row.getByRole('button', { name: 'Remove Mira Holm' }).click()
  await expect(row).toHaveCount(0)
  const response = await mira.goto(`${team}/settings/members`)
  expect(response?.status()).toBe(404)
})

test('signing out everywhere else counts at the next click, and one comes back to the page', async ({
  cast,
  browserOf,
}) => {
  const person = await personFor(cast.editor.userId)
  if (!person) throw new Error('nobody')
  const [here, there] = [await browserOf(cast.editor), await browserOf(cast.editor)]
  const members = `/t/${cast.team.slug}/settings/members`
  expect((await there.goto(members))?.status()).toBe(200)
  await here.goto('/account')
  await here.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(here.getByText('All your other browsers are signed out.').first()).toBeVisible()
  await there.goto(members)
  await expect(there.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signInBy(there, person.email, factoryPassword)
  await there.waitForURL(new RegExp(`${members}$`))
  await here.reload()
  await expect(here.getByRole('heading', { name: 'Your account', exact: true })).toBeVisible()
})

test('a forgotten password: the same words for everybody, and a link by mail', async ({
  page,
  cast,
}) => {
  const person = await personFor(cast.viewer.userId)
  const email = person?.email ?? ''
  const said: (string | null)[] = []
  for (const address of [newAddress(), email]) {
    await page.goto('/forgot-password')
    await page.getByLabel('E-mail address').fill(address)
    await page.getByRole('button', { name: 'Send the link' }).click()
    said.push(
      await page
        .locator('#main')
        .getByText(/If there is an account/)
        .textContent(),
    )
  }
  expect(said[0]).toBe(said[1])
  const link = linkIn(await mailTo(email))
  await page.goto(link)
  await page.getByLabel('New password').fill('something else now')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText(/Your password is changed/)).toBeVisible()
  await signInBy(page, email, factoryPassword)
  await expect(page.getByText(/do not belong together/)).toBeVisible()
  await signInBy(page, email, 'something else now')
  await page.waitForURL(/\/t\//)
  expect((await page.goto(link))?.status()).toBe(404)
})

test('everything up to a team works without script', async ({ browserOf }) => {
  const page = await browserOf(null, { javaScriptEnabled: false })
  const email = newAddress()
  await page.goto('/')
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Your name').fill('Mira Holm')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText('This is too short: at least 10 characters.')).toBeVisible()
  await expect(page.getByLabel('Your name')).toHaveValue('Mira Holm')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  const team = await createTeam(page, `Storage ${newId()}`)

  await page.goto(`${team}/settings/members`)
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('Invitation link').inputValue()
  const guest = await browserOf(null, { javaScriptEnabled: false })
  await guest.goto(new URL(link).pathname)
  await signUp(guest, 'Carl', newAddress())
  await expect(guest).toHaveURL((url) => url.pathname === team)

  await page.goto('/account')
  await page.getByLabel('Your name').fill('Mira H.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#main').getByText('Saved.')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
  await page.goto('/sign-in')
  await signInBy(page, email, 'another password')
  await expect(page.getByText(/do not belong together/)).toBeVisible()
  await expect(page.getByLabel('E-mail address')).toHaveValue(email)
  await signInBy(page, email, password)
  await expect(page).toHaveURL((url) => url.pathname === team)
})

test('an address is confirmed by mail, by its own person alone', async ({ page, browserOf }) => {
  const email = newAddress()
  await page.goto('/sign-up')
  await signUp(page, 'Mira Holm', email)
  await expect(page.getByRole('heading', { name: 'Create a team' })).toBeVisible()
  const link = linkIn(await mailTo(email))
  const other = await browserOf(null)
  await other.goto(link)
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.goto(link)
  await page.getByRole('button', { name: 'Yes, this is my address' }).click()
  await expect(page.getByText('Your address is confirmed.')).toBeVisible()
})

test('language and appearance are chosen without an account, and without script', async ({
  browserOf,
}) => {
  const page = await browserOf(null, { javaScriptEnabled: false })
  await page.goto('/sign-in')
  await page.getByRole('button', { name: '简体中文' }).click()
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
  await page.getByRole('button', { name: '深色' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.goto('/sign-up')
  await expect(page.getByRole('heading', { name: '注册账号' })).toBeVisible()
})

test('an account is deleted with its proof, but not while a team depends on it', async ({
  cast,
  browserOf,
}) => {
  const owner = await browserOf(cast.owner)
  await owner.goto('/account')
  const proof = (page: Page) => page.getByLabel('Your password')
  await proof(owner).fill(factoryPassword)
  await owner.getByRole('button', { name: 'Delete my account' }).click()
  await expect(owner.getByText(/You are the only owner of Platform team/)).toBeVisible()

  const viewer = await browserOf(cast.viewer)
  await viewer.goto('/account')
  await proof(viewer).fill(factoryPassword)
  await viewer.getByRole('button', { name: 'Delete my account' }).click()
  await expect(viewer.getByText('Your account is deleted.')).toBeVisible()
  await viewer.goto('/account')
  await expect(viewer.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})
