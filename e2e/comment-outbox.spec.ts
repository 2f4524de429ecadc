import type { Page } from '@playwright/test'
import { editComment, startThread } from '@/features/comments/mutations'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession } from '@/prisma/factories'
import { networkOf } from './support/network'
import { tryNow } from './support/outbox'
import { expect, signIn, test } from './support/test'

type Cast = { team: { id: string; slug: string } }

async function talkOf({ team }: Cast) {
  const session = await createSession(team.id)
  return { session, address: paths.session(team.slug, session) }
}

async function begin(member: Member, sessionId: string, body: string) {
  const id = newId()
  await startThread(member, { id, subjectType: 'session', subjectId: sessionId, body })
  return id
}

const comments = (page: Page) => page.getByRole('article', { name: /^Comment by/ })
const waiting = (page: Page) => page.locator('.comment-waiting')
const draft = (page: Page) => page.getByLabel('New comment')
const reply = (page: Page) => page.getByLabel('Your reply')
const puts = '**/api/v1/**/comments/**'
const bodies = async ({ team }: Cast) =>
  (await db.comment.findMany({ where: { teamId: team.id }, orderBy: { createdAt: 'asc' } })).map(
    ({ bodySource }) => bodySource,
  )

test('an answer lost before or after it was written arrives once, and waits where it will stand', async ({
  cast,
  browserOf,
}) => {
  const { session, address } = await talkOf(cast)
  await begin(cast.owner, session.id, 'Shall we?')
  const page = await browserOf(cast.commenter)
  await page.goto(address)
  const network = await networkOf(page, puts)
  for (const [text, how] of [
    ['Never arrived', 'away'],
    ['Arrived unanswered', 'no answers'],
  ] as const) {
    network.is(how)
    await page.getByRole('link', { name: 'Reply' }).click()
    await expect(page).toHaveURL(address)
    await reply(page).fill(text)
    await reply(page).press('Control+Enter')
    await expect(reply(page)).toHaveCount(0)
    await expect(page.locator('.thread .comment-waiting')).toHaveText(
      new RegExp(`Not saved yet, kept on this device.*${text}`, 's'),
    )
    expect((await bodies(cast)).includes(text)).toBe(how === 'no answers')
    network.is('there')
    await tryNow(waiting(page))
    await expect(comments(page).last()).toContainText(text)
    await expect(waiting(page)).toHaveCount(0)
  }
  expect(await bodies(cast)).toEqual(['Shall we?', 'Never arrived', 'Arrived unanswered'])
})

test('a closed tab leaves its drafts to the next, below annotations too', async ({
  cast,
  browserOf,
}) => {
  const { session, address } = await talkOf(cast)
  await begin(cast.owner, session.id, 'Shall we?')
  await createAnnotation(cast.owner, session, { text: 'Quotas per team' })
  const page = await browserOf(cast.editor)
  await page.goto(address)
  const card = page.getByRole('article').filter({ hasText: 'Quotas per team' })
  await draft(page).fill('On the whole')
  await page.getByRole('link', { name: 'Reply' }).click()
  await reply(page).fill('We sh')
  await card.getByRole('link', { name: 'Comment', exact: true }).click()
  await card.getByLabel('New comment').fill('Ours are per')
  await expect(card.getByRole('status')).toHaveText('Draft kept on this device')
  await page.close({ runBeforeUnload: false })

  const next = await page.context().newPage()
  await next.goto(address)
  const same = next.getByRole('article').filter({ hasText: 'Quotas per team' })
  await expect(same.getByLabel('New comment')).toHaveValue('Ours are per')
  await expect(next.locator('#discussion').getByLabel('New comment')).toHaveValue('On the whole')
  await expect(reply(next)).toHaveValue('We sh')
  await same.getByLabel('New comment').press('Control+Enter')
  await expect(comments(next).filter({ hasText: 'Ours are per' })).toBeVisible()
  // What was closed comes back when it is opened again
  await reply(next).press('Escape')
  await expect(reply(next)).toHaveCount(0)
  await next.reload()
  await expect(draft(next).last()).toHaveValue('On the whole')
  await expect(reply(next)).toHaveCount(0)
  await next.locator('#discussion').getByRole('link', { name: 'Reply' }).click()
  await expect(reply(next)).toHaveValue('We sh')
})

test('a comment outlives its login, and goes out under no other name', async ({
  cast,
  browserOf,
  baseURL,
}) => {
  const { address } = await talkOf(cast)
  const page = await browserOf(cast.commenter)
  await page.goto(address)
  const network = await networkOf(page, puts, 'away')
  await draft(page).fill('Written too late')
  await draft(page).press('Control+Enter')
  await expect(waiting(page)).toContainText('Not saved yet, kept on this device')
  await page.reload()
  await expect(waiting(page)).toContainText('Written too late')
  // Before the network is back: the outbox tries by itself
  await db.login.updateMany({
    where: { userId: cast.commenter.userId },
    data: { revokedAt: new Date() },
  })
  network.is('there')
  await tryNow(waiting(page))
  await expect(waiting(page).getByRole('link', { name: 'Sign in' })).toBeVisible()

  await page.context().clearCookies()
  await signIn(page.context(), cast.editor, baseURL ?? '')
  await tryNow(waiting(page))
  await expect(waiting(page)).toContainText(/Somebody else is signed in/)
  await page.context().clearCookies()
  await signIn(page.context(), cast.commenter, baseURL ?? '')
  await tryNow(waiting(page))
  await expect(comments(page)).toHaveText([/Carl Commenter.*Written too late/s])
  expect(await bodies(cast)).toEqual(['Written too late'])
})

test('of two edits both are shown, and the one not chosen is kept', async ({ cast, browserOf }) => {
  const { session, address } = await talkOf(cast)
  const id = await begin(cast.editor, session.id, 'We block it')
  const page = await browserOf(cast.editor)
  await page.goto(address)
  const field = page.getByLabel('Edit your comment')
  const texts = async () =>
    (await db.revision.findMany({ where: { commentId: id }, orderBy: { number: 'asc' } })).map(
      ({ bodySource }) => bodySource,
    )
  await comments(page).getByRole('link', { name: 'Edit' }).click()
  await field.fill('We block it in CI')
  await editComment(cast.editor, { id, revision: 1, body: 'We never block it' })
  await field.press('Control+Enter')
  await expect(page.getByText('Both texts are here')).toBeVisible()
  await expect(page.locator('.note-stored')).toContainText('We never block it')
  await expect(field).toHaveValue('We block it in CI')
  await page.getByRole('button', { name: 'Keep the stored one' }).click()
  await expect(comments(page)).toContainText('We never block it')
  await expect.poll(texts).toEqual(['We block it', 'We never block it', 'We block it in CI'])

  await comments(page).getByRole('link', { name: 'Edit' }).click()
  await field.fill('We block it on Fridays')
  await editComment(cast.editor, { id, revision: 3, body: 'Only sometimes' })
  await field.press('Control+Enter')
  await expect(page.locator('.note-stored')).toContainText('Only sometimes')
  await field.press('Control+Enter')
  await expect(comments(page)).toContainText('We block it on Fridays')
  await expect
    .poll(async () => (await texts()).slice(3))
    .toEqual(['Only sometimes', 'We block it on Fridays'])
})
