import type { Page } from '@playwright/test'
import { startThread } from '@/features/comments/mutations'
import type { Member } from '@/lib/actor'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

type Cast = { team: { id: string; slug: string } }

async function talkOf({ team }: Cast) {
  const session = await createSession(team.id)
  return { session, address: paths.session(team.slug, session) }
}

/** Begins a discussion in the short way. */
async function begin(member: Member, sessionId: string, body: string) {
  const id = newId()
  await startThread(member, { id, subjectType: 'session', subjectId: sessionId, body })
}

const discussion = (page: Page) => page.locator('#discussion')
const comments = (page: Page) => page.getByRole('article', { name: /^Comment by/ })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const draft = (page: Page) => page.getByLabel('New comment')

for (const javaScriptEnabled of [true, false]) {
  test(`reply, edit and delete, ${javaScriptEnabled ? 'with' : 'without'} script`, async ({
    cast,
    browserOf,
  }) => {
    const { session, address } = await talkOf(cast)
    await begin(cast.commenter, session.id, 'Does this hold for us?')
    const page = await browserOf(cast.editor, { javaScriptEnabled })
    await page.goto(address)
    await page.getByRole('link', { name: 'Reply' }).click()
    await button(page, 'Reply').click()
    const field = page.getByLabel('Your reply')
    await expect(field).toHaveAccessibleDescription(/This is needed/)
    await field.fill('It does, *mostly*')
    await button(page, 'Reply').click()
    await expect(comments(page)).toHaveText([/Does this hold for us/, /It does, mostly/])
    await expect(field).toHaveCount(0)

    await comments(page).getByRole('link', { name: 'Edit' }).click()
    const words = page.getByLabel('Edit your comment')
    await expect(words).toHaveValue('It does, *mostly*')
    await words.fill('It does not')
    await discussion(page).getByRole('button', { name: 'Save' }).click()
    await expect(words).toHaveCount(0)
    await expect(comments(page).nth(1)).toHaveText(/edited.*It does not/s)

    await comments(page).getByRole('link', { name: 'Edit' }).click()
    await button(page, 'Delete').click()
    await expect(page.getByText('It does not')).toHaveCount(0)
    await expect(comments(page)).toHaveCount(1)
    if (!javaScriptEnabled) return
    await button(page, 'Undo').click()
    await expect(page.getByText('It does not').first()).toBeVisible()
  })
}

test('what was answered leaves a placeholder; a settled thread folds away and comes back', async ({
  cast,
  browserOf,
}) => {
  const { session, address } = await talkOf(cast)
  await begin(cast.commenter, session.id, 'Written in a hurry')
  const [carl, edda] = [await browserOf(cast.commenter), await browserOf(cast.editor)]
  await edda.goto(address)
  await edda.getByRole('link', { name: 'Reply' }).click()
  await edda.getByLabel('Your reply').fill('A good answer')
  await button(edda, 'Reply').click()
  await expect(comments(edda)).toHaveCount(2)

  await carl.goto(address)
  await comments(carl).getByRole('link', { name: 'Edit' }).click()
  await button(carl, 'Delete').click()
  await expect(carl.getByText('This comment was deleted.')).toBeVisible()
  await expect(comments(carl)).toHaveText(/A good answer/)
  await expect(carl.getByText('Written in a hurry')).toHaveCount(0)

  await edda.goto(address)
  await button(edda, 'Resolve').click()
  const resolved = edda.getByText('1 resolved thread')
  await expect(resolved).toBeVisible()
  await expect(edda.getByText('A good answer')).toBeHidden()
  await resolved.click()
  await expect(edda.getByText('Resolved by Edda Editor')).toBeVisible()
  await button(edda, 'Reopen').click()
  await expect(resolved).toHaveCount(0)
  await expect(edda.getByText('A good answer')).toBeVisible()
})

test('a commenter comments and annotates for themselves; a viewer reads', async ({
  cast,
  browserOf,
}) => {
  const { session, address } = await talkOf(cast)
  await begin(cast.editor, session.id, 'What do we take from this?')
  const carl = await browserOf(cast.commenter)
  await carl.goto(address)
  await expect(carl.getByText('Visible to Only you')).toBeVisible()
  await draft(carl).fill('The part on quotas')
  await button(carl, 'Comment').click()
  await expect(comments(carl)).toHaveText([/What do we take/, /The part on quotas/])
  // One may settle what one has begun, not what others have
  await expect(button(carl, 'Resolve')).toHaveCount(1)

  const vera = await browserOf(cast.viewer)
  await vera.goto(address)
  await expect(comments(vera)).toHaveCount(2)
  await expect(discussion(vera)).toBeVisible()
  await expect(discussion(vera).getByRole('textbox')).toHaveCount(0)
  await expect(discussion(vera).getByRole('button')).toHaveCount(0)
  await expect(vera.getByRole('link', { name: /^(Reply|Comment|Edit)$/ })).toHaveCount(0)
})

test('what is said of an annotation unfolds below it, and its address leads there', async ({
  cast,
  browserOf,
}) => {
  const { session, address } = await talkOf(cast)
  await createAnnotation(cast.owner, session, { text: 'Quotas per team' })
  const page = await browserOf(cast.editor)
  await page.goto(address)
  const card = page.getByRole('article').filter({ hasText: 'Quotas per team' })
  await card.getByRole('link', { name: 'Comment', exact: true }).click()
  await card.getByLabel('New comment').fill('Ours are per project')
  await card.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(card.getByText('Ours are per project')).toBeVisible()
  await expect(card.locator('.comment-waiting')).toHaveCount(0)

  await page.goto(address)
  const words = card.getByText('Ours are per project')
  await expect(words).toHaveCount(0)
  await card.getByText('1 comment').click()
  await expect(words).toBeVisible()
  const href = await comments(page).getByRole('link').first().getAttribute('href')

  const owner = await browserOf(cast.owner)
  await owner.goto(href ?? '')
  await expect(owner.getByText('Ours are per project')).toBeInViewport()
  await owner.goto(paths.inbox(cast.team.slug))
  await owner.getByRole('main').getByRole('link', { name: session.title }).click()
  await expect(owner.getByText('Ours are per project')).toBeInViewport()
})

test('a draft outlives a reload, and ends when it is sent', async ({ cast, browserOf }) => {
  const { session, address } = await talkOf(cast)
  await begin(cast.owner, session.id, 'Shall we?')
  const page = await browserOf(cast.editor)
  await page.goto(address)
  await draft(page).fill('Half a thought')
  await page.getByRole('link', { name: 'Reply' }).click()
  await page.getByLabel('Your reply').fill('We sh')
  await page.reload()
  await expect(draft(page)).toHaveValue('Half a thought')
  await expect(page.getByLabel('Your reply')).toHaveValue('We sh')
  await button(page, 'Comment').click()
  await expect(comments(page)).toHaveCount(2)
  await expect(draft(page)).toHaveValue('')
  await page.reload()
  await expect(draft(page)).toHaveValue('')
  await page.getByLabel('Your reply').fill('We shall')
  await button(page, 'Reply').click()
  await expect(comments(page).filter({ hasText: 'We shall' })).toBeVisible()
  await page.getByRole('link', { name: 'Reply' }).first().click()
  await expect(page.getByLabel('Your reply')).toHaveValue('')
})

test('no key sends what an input method is still composing', async ({ cast, browserOf }) => {
  const { address } = await talkOf(cast)
  const page = await browserOf(cast.commenter)
  await page.goto(address)
  const typing = await page.context().newCDPSession(page)
  await draft(page).click()
  const composed = { text: 'wo', selectionStart: 2, selectionEnd: 2 }
  await typing.send('Input.imeSetComposition', composed)
  await draft(page).evaluate((element) => {
    const keys = { key: 'Enter', bubbles: true, cancelable: true }
    for (const ctrlKey of [false, true]) {
      const composing = { ...keys, ctrlKey, isComposing: true, keyCode: 229 }
      element.dispatchEvent(new KeyboardEvent('keydown', composing))
    }
  })
  await typing.send('Input.insertText', { text: '我' })
  await draft(page).press('Enter')
  await draft(page).pressSequentially('们')
  await expect(draft(page)).toHaveValue('我\n们')
  await expect(comments(page)).toHaveCount(0)
})
