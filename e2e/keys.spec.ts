import AxeBuilder from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import { db } from '@/lib/db'
import { slugId } from '@/lib/ids'
import { createAnnotation, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

/** A key as an input method sends it: composing, or with the one code that says so in Safari. */
async function composes(at: Locator, key: string) {
  await at.evaluate((element, key) => {
    const all = { key, code: `Key${key.toUpperCase()}`, bubbles: true }
    element.dispatchEvent(new KeyboardEvent('keydown', { ...all, isComposing: true }))
    element.dispatchEvent(new KeyboardEvent('keydown', { ...all, keyCode: 229 }))
  }, key)
}

test('keys lead from card to card and act there; ? lists them, and letters can be switched off', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  const session = await createSession(cast.team.id)
  await createAnnotation(cast.editor, session, { text: 'The first' })
  await createAnnotation(cast.owner, session, { text: 'Of somebody else' })
  await createAnnotation(cast.editor, session, { text: 'The third' })
  await page.goto(`/t/${cast.team.slug}/sessions/${slugId(session.slug, session.id)}`)
  const box = page.getByRole('textbox', { name: 'Your annotation' })
  const card = (text: string) => page.getByRole('article').filter({ hasText: text })
  const body = page.locator('body')

  await composes(body, 'j')
  await expect(card('The first')).not.toBeFocused()
  await expect(async () => {
    await page.keyboard.press('j')
    await expect(card('The first')).toBeFocused({ timeout: 300 })
  }).toPass()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(card('The third')).toBeFocused()
  await page.keyboard.press('k')
  await expect(card('Of somebody else')).toBeFocused()
  await page.keyboard.press('e')
  await page.keyboard.press('Control+j')
  await expect(card('Of somebody else')).toBeFocused()
  await page.keyboard.press('c')
  const comment = page.getByRole('textbox', { name: 'New comment' }).and(page.locator(':focus'))
  await expect(comment).toBeVisible()
  await page.keyboard.type('jack?')
  await expect(comment).toHaveValue('jack?')
  await page.getByRole('heading', { level: 1 }).click()
  await card('The third').focus()
  await page.keyboard.press('e')
  await expect(card('The third').getByRole('textbox', { name: 'Your annotation' })).toBeFocused()

  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(list).toBeVisible()
  const keys = await list.getByRole('term').allTextContents()
  const here = ['N', 'A', '?', 'J', 'K', 'E', 'V', 'Shift + V', 'C', 'Ctrl + Enter', 'Alt + T']
  expect(keys).toEqual(expect.arrayContaining(here))
  // There is no recording to play
  expect(keys).not.toContain('Alt + K')
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.keyboard.press('a')
  await expect(list).toBeVisible()
  await expect(box.first()).not.toBeFocused()
  await list.getByRole('checkbox').uncheck()
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
  await page.reload()
  await page.locator('.user-button').click()
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await expect(list.getByRole('checkbox')).not.toBeChecked()
  await page.keyboard.press('Escape')
  await page.keyboard.press('a')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(box.first()).not.toBeFocused()
  await page.keyboard.press('Alt+KeyT')
  await expect(page.locator('.composer textarea').first()).toBeFocused()
})

test('for whom it is changes by one key, others see it come and go, and a key takes it back', async ({
  cast,
  browserOf,
}) => {
  const [page, other] = [await browserOf(cast.editor), await browserOf(cast.commenter)]
  const session = await createSession(cast.team.id)
  await createAnnotation(cast.editor, session, { text: 'Not for everyone', audience: 'me' })
  await createAnnotation(cast.owner, session, { text: 'For the team' })
  const address = `/t/${cast.team.slug}/sessions/${slugId(session.slug, session.id)}`
  await Promise.all([page.goto(address), other.goto(address)])
  const card = page.getByRole('article').filter({ hasText: 'Not for everyone' })
  const theirs = other.getByRole('article').filter({ hasText: 'Not for everyone' })
  const others = other.getByRole('article').filter({ hasText: 'For the team' })
  await expect(others).toBeVisible()
  await expect(card).toContainText('only you')

  await expect(async () => {
    await page.keyboard.press('j')
    await expect(card).toBeFocused({ timeout: 300 })
  }).toPass()
  await page.keyboard.press('Shift+V')
  const toasts = page.getByRole('status')
  await expect(toasts.filter({ hasText: 'Now visible to the team.' })).toBeVisible()
  await expect(card).not.toContainText('only you')
  await expect(card).toBeFocused()
  await other.getByRole('button', { name: /A new annotation/ }).click()
  await expect(theirs).toBeVisible()

  await page.keyboard.press('z')
  await expect(toasts.filter({ hasText: 'Now visible to you only.' })).toBeVisible()
  await expect(card).toContainText('only you')
  await expect(theirs).toHaveCount(0)
  await expect(others).toBeVisible()

  await card.hover()
  await card.getByRole('button', { name: 'Audience' }).click()
  await expect(card.getByRole('button', { name: 'Only you' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(card.getByRole('button', { name: 'Only you' })).toBeHidden()
  await page.keyboard.press('Enter')
  await card.getByRole('button', { name: /^Public/ }).click()
  await expect(card).toContainText('public')
  await expect(card).toBeFocused()
  await page.keyboard.press('v')
  await expect(card).toContainText('only you')
  const { audience } = await db.annotation.findFirstOrThrow({
    where: { teamId: cast.team.id, authorId: cast.editor.userId },
  })
  expect(audience).toBe('me')
})
