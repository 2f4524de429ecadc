import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { paths } from '@/lib/paths'
import { createAnnotation, createReadingList, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

const mark = (page: Page, title: string) =>
  page.getByRole('button', { name: new RegExp(`${title}.*(as done|as to do)`) })

test('one tap or key marks as done, for oneself alone; the rest stands behind the dots', async ({
  cast,
  browserOf,
}) => {
  const { slug } = cast.team
  const list = await createReadingList(cast.editor, { title: 'Registries', count: 3 })
  const page = await browserOf(cast.viewer)
  await page.goto(paths.list(slug, list))
  await expect(page.getByText('0 of 3 done')).toBeVisible()
  await mark(page, 'Article 1').click()
  await expect(page.getByText('1 of 3 done')).toBeVisible()
  await page.getByRole('link', { name: 'Article 2', exact: true }).focus()
  await page.keyboard.press('x')
  await expect(page.getByText('2 of 3 done')).toBeVisible()

  await page.getByRole('link', { name: 'More about “Article 3” for you' }).click()
  const menu = page.getByRole('group', { name: 'For you' })
  await expect(menu.getByRole('button', { name: 'To do' })).toBeFocused()
  const { violations } = await new AxeBuilder({ page }).include('.mine-menu').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT')
  await menu.getByRole('button', { name: 'Add to favourites' }).click()
  expect((await saved).status()).toBe(200)
  await expect(page.getByRole('img', { name: 'Favourite' })).toBeVisible()

  await page.getByRole('link', { name: 'More about “Article 3” for you' }).click()
  await menu.getByRole('link', { name: 'Note, place and date' }).click()
  await page.getByLabel('Your note').fill('Only *mine*')
  await page.getByLabel('Where you stopped').fill('page 12')
  await page.getByText('Under way', { exact: true }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Only mine')).toBeVisible()
  await expect(page.getByText('you stopped at page 12')).toBeVisible()

  await page.goto(paths.reading(slug))
  await expect(page.locator('.reading .entry-title')).toHaveText(['Article 3'])
  await expect(page.getByRole('link', { name: 'Registries' })).toBeVisible()
  await page.getByRole('link', { name: 'Done', exact: true }).click()
  await expect(page.locator('.reading .entry-title')).toHaveCount(2)

  const other = await browserOf(cast.owner)
  await other.goto(paths.list(slug, list))
  await expect(other.getByText('0 of 3 done')).toBeVisible()
  await expect(other.getByText('Only mine')).toHaveCount(0)
})

test('without script a mark is a plain form, and the dots are a link', async ({
  cast,
  browserOf,
}) => {
  const list = await createReadingList(cast.editor, { title: 'Registries', count: 2 })
  const page = await browserOf(cast.viewer, { javaScriptEnabled: false })
  await page.goto(paths.list(cast.team.slug, list))
  await mark(page, 'Article 1').click()
  await expect(page.getByText('1 of 2 done')).toBeVisible()
  await page.getByRole('link', { name: 'More about “Article 2” for you' }).click()
  await page.getByLabel('Later').selectOption('Next week')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/put off until Mon/)).toBeVisible()
  await page.goto(paths.reading(cast.team.slug))
  await expect(page.getByText('Nothing waits to be read')).toBeVisible()
  await page.getByRole('link', { name: 'Put off' }).click()
  await expect(page.locator('.reading .entry-title')).toHaveText(['Article 2'])
})

test('s adds the talk, a row or a card’s link to a list, from wherever one is', async ({
  cast,
  browserOf,
}) => {
  const { slug } = cast.team
  const list = await createReadingList(cast.editor, { title: 'Registries', count: 1 })
  await createReadingList(cast.editor, { title: 'Something else', count: 1 })
  const session = await createSession(cast.team.id, { title: 'Untrusted code' })
  await createAnnotation(cast.editor, session, {
    text: 'See https://example.net/deep',
    bodyHtml: '<p>See <a href="https://example.net/deep">https://example.net/deep</a></p>',
  })
  const page = await browserOf(cast.editor)
  const dialog = page.getByRole('dialog')
  await page.goto(paths.session(slug, session))
  await expect(async () => {
    await page.keyboard.press('s')
    await expect(dialog).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(
    dialog.getByRole('heading', { name: 'Add “Untrusted code” to a list' }),
  ).toBeVisible()
  await dialog.getByRole('searchbox').fill('regis')
  await expect(dialog.getByRole('button', { name: 'Something else' })).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Added to the list.').first()).toBeVisible()

  await page.getByRole('article').filter({ hasText: 'example.net' }).focus()
  await page.keyboard.press('s')
  await expect(dialog.getByRole('heading', { name: /example\.net/ })).toBeVisible()
  await dialog.getByRole('searchbox').fill('Deep things')
  await dialog.getByRole('button', { name: 'New list “Deep things”' }).click()
  await expect(dialog).toBeHidden()

  await page.goto(paths.list(slug, list))
  await expect(page.locator('.entry-title')).toHaveText(['Article 1', 'Untrusted code'])
  await page.goto(paths.lists(slug))
  await expect(page.getByRole('main').getByRole('link', { name: 'Deep things' })).toBeVisible()
})
