import type { Page } from '@playwright/test'
import { reply, resolveThread, startThread } from '@/features/comments/mutations'
import { setReaction } from '@/features/comments/reactions'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId, shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession } from '@/prisma/factories'
import { networkOf } from './support/network'
import { expect, test } from './support/test'

type Subject = { type: 'session' | 'annotation'; id: string }

async function begin(member: Member, { type, id: subjectId }: Subject, body: string) {
  const id = newId()
  await startThread(member, { id, subjectType: type, subjectId, body })
  return id
}

const comments = (page: Page) => page.getByRole('article', { name: /^Comment by/ })
const sign = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name}:`) })
const signs = ({ team }: { team: { id: string } }) =>
  db.reaction.count({ where: { teamId: team.id } })

test('a sign is put by keys, seen live by others, and taken back', async ({ cast, browserOf }) => {
  const session = await createSession(cast.team.id)
  const address = paths.session(cast.team.slug, session)
  await createAnnotation(cast.owner, session, { text: 'Quotas per team' })
  const [carl, vera] = [await browserOf(cast.commenter), await browserOf(cast.viewer)]
  const connected = vera.waitForResponse((answer) => /\/live\?since=/.test(answer.url()))
  await vera.goto(address)
  await connected
  await carl.goto(address)
  const add = carl.getByRole('button', { name: 'Add a reaction' }).first()
  await add.focus()
  await carl.keyboard.press('Enter')
  const picker = carl.getByRole('group', { name: 'Add a reaction' })
  await expect(picker.getByRole('button', { name: 'Agree' })).toBeFocused()
  await carl.keyboard.press('Escape')
  await expect(picker).toHaveCount(0)
  await expect(add).toBeFocused()
  await carl.keyboard.press('Enter')
  await carl.keyboard.press('Tab')
  await carl.keyboard.press('Tab')
  await carl.keyboard.press('Enter')
  await expect(sign(carl, 'Learned something')).toHaveAttribute('aria-pressed', 'true')
  await expect(vera.getByRole('img', { name: 'Learned something: Carl Commenter' })).toHaveText(
    '💡 1',
  )
  await expect(vera.getByRole('button', { name: 'Add a reaction' })).toHaveCount(0)
  // Still there once the page has been drawn anew
  await carl.reload()
  await expect(sign(carl, 'Learned something')).toHaveAccessibleName('Learned something: you')

  const network = await networkOf(carl, '**/reactions/**', 'away')
  await sign(carl, 'Learned something').click()
  await expect(carl.getByText('Your reaction was not saved')).toBeVisible()
  await expect(sign(carl, 'Learned something')).toHaveAttribute('aria-pressed', 'true')
  network.is('there')
  await sign(carl, 'Learned something').click()
  await expect(sign(carl, 'Learned something')).toHaveCount(0)
  await expect(vera.getByRole('img', { name: /Learned/ })).toHaveCount(0)
  expect(await signs(cast)).toBe(0)
})

test('without script a sign joins one that stands there', async ({ cast, browserOf }) => {
  const session = await createSession(cast.team.id)
  const id = await begin(cast.owner, { type: 'session', id: session.id }, 'Shall we?')
  await setReaction(cast.owner, { type: 'comment', id, kind: 'love' }, true)
  const page = await browserOf(cast.commenter, { javaScriptEnabled: false })
  await page.goto(paths.session(cast.team.slug, session))
  await page.getByRole('button', { name: 'Love it: Olga Owner', exact: true }).click()
  const own = page.getByRole('button', { name: 'Love it: Olga Owner, you' })
  await expect(own).toHaveAttribute('aria-pressed', 'true')
  await own.click()
  await expect(page.getByRole('button', { name: 'Love it: Olga Owner', exact: true })).toBeVisible()
})

test('what came since the last visit is marked, and a link leads to it, also where it is folded', async ({
  cast,
  browserOf,
}) => {
  const session = await createSession(cast.team.id)
  const address = paths.session(cast.team.slug, session)
  const { id: annotation } = await createAnnotation(cast.editor, session, { text: 'Quotas' })
  await begin(cast.editor, { type: 'session', id: session.id }, 'Seen on the first visit')
  const page = await browserOf(cast.owner)
  const left = () => db.visit.count({ where: { userId: cast.owner.userId, leftAt: { not: null } } })
  await page.goto(address)
  await expect(comments(page)).toHaveCount(1)
  await expect(page.locator('.comment-mark')).toHaveCount(0)
  await expect.poll(() => db.visit.count({ where: { userId: cast.owner.userId } })).toBe(1)
  await page.goto('about:blank')
  await expect.poll(left).toBe(1)

  await begin(cast.commenter, { type: 'annotation', id: annotation }, 'Ours are not')
  const settled = await begin(cast.commenter, { type: 'session', id: session.id }, 'Settled')
  const { threadId } = await db.comment.findFirstOrThrow({ where: { id: settled } })
  await reply(cast.owner, { id: newId(), threadId, body: 'One’s own is never new' })
  await resolveThread(cast.editor, threadId)
  // Fetched ahead, as a pointer over a link does, it is not seen
  const fetched = await page.request.get(address, { headers: { rsc: '1' } })
  expect(fetched.status()).toBe(200)
  await page.goto(address)
  await expect(page.getByRole('link', { name: '1 comment, 1 new' })).toBeVisible()
  await page.getByRole('link', { name: '2 new' }).click()
  await expect(comments(page).filter({ hasText: 'Ours are not' })).toBeInViewport()

  // In a resolved thread: unfolded, in sight and marked, by a click as by the address
  const permalink = paths.comment(cast.team.slug, session, { id: settled, on: null })
  const target = comments(page).filter({ hasText: 'Settled' })
  const summary = page.getByText('1 resolved thread')
  await expect(target).toBeHidden()
  await summary.focus()
  await page.keyboard.press('Enter')
  await expect(target).toBeVisible()
  await page.goto(permalink)
  await expect(target).toBeInViewport()
  await expect(target).toContainText('new')
  await page.goto(paths.inbox(cast.team.slug))
  await page.evaluate((href) => {
    const link = document.createElement('a')
    Object.assign(link, { href, textContent: 'There' })
    link.dataset.nav = 'plain'
    document.querySelector('main')?.prepend(link)
  }, permalink)
  await page.getByRole('link', { name: 'There' }).click()
  await expect(target).toBeInViewport()
  await expect(target).toHaveCSS('background-color', /^(?!rgba\(0, 0, 0, 0\))/)
  // The fragment is lost on the way through signing in
  await page.goto(paths.session(cast.team.slug, session, { at: shortId(annotation) }))
  await expect(page.locator('.note[data-target]')).toContainText('Quotas')
})
