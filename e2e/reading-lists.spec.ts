import type { Page } from '@playwright/test'
import { paths } from '@/lib/paths'
import { createReadingList, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

/** The titles of a list's entries, from top to bottom. */
const titles = (page: Page) => page.getByRole('main').locator('ol.entries a.entry-title')
const inOrder = (...numbers: number[]) => numbers.map((number) => `Article ${number}`)

test('an editor makes a list, fills it, and the team sees it at once', async ({
  cast,
  browserOf,
}) => {
  const slug = cast.team.slug
  const page = await browserOf(cast.editor)
  await page.goto(paths.lists(slug))
  await page.getByRole('main').getByRole('link', { name: 'New list' }).click()
  await page.getByLabel('Title').fill('Registries')
  await page.getByLabel('Description').fill('Before choosing **one**')
  await page.getByRole('button', { name: 'Create list' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Registries' })).toBeVisible()

  await page.getByLabel('Address').fill('javascript:alert(1)')
  await page.getByRole('button', { name: 'Add to list' }).click()
  await expect(page.getByText('begin with http:// or https://')).toBeVisible()
  await expect(page.getByLabel('Address')).toHaveValue('javascript:alert(1)')

  await page.getByLabel('Address').fill('https://goharbor.io/blog/what-is-new?utm_source=mail')
  await page.getByLabel('Why').fill('The part on *quotas*')
  await page.getByRole('button', { name: 'Add to list' }).click()
  await expect(titles(page)).toHaveText(['What is new · goharbor.io'])
  await expect(page.getByLabel('Address')).toHaveValue('')
  await page.getByLabel('Address').fill('goharbor.io/blog/what-is-new#top')
  await page.getByRole('button', { name: 'Add to list' }).click()
  await expect(page.getByRole('main').getByText('This is already in the list.')).toBeVisible()
  await expect(titles(page)).toHaveCount(1)

  const viewer = await browserOf(cast.viewer)
  await viewer.goto(page.url())
  await expect(titles(viewer)).toHaveText(['What is new · goharbor.io'])
  await expect(viewer.getByText('The part on quotas')).toBeVisible()
  await expect(viewer.getByRole('button', { name: /Move|Remove|Reorder|Add to list/ })).toHaveCount(
    0,
  )
})

test('a session goes into a list and leads to its page', async ({ cast, browserOf }) => {
  const session = await createSession(cast.team.id, { title: 'Untrusted code' })
  const list = await createReadingList(cast.editor, { title: 'Runtimes', count: 1 })
  const page = await browserOf(cast.editor)
  await page.goto(paths.session(cast.team.slug, session))
  await page.getByText('Add to list', { exact: true }).click()
  await page.getByRole('button', { name: 'Runtimes' }).click()
  await expect(page.getByRole('status').getByText('Added to the list.')).toBeVisible()
  await page.goto(paths.list(cast.team.slug, list))
  await expect(titles(page)).toHaveText(['Article 1', 'Untrusted code'])
  await page.getByRole('link', { name: 'Untrusted code', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Untrusted code' })).toBeVisible()
})

test.describe('order', () => {
  test('by dragging with the mouse', async ({ cast, browserOf }) => {
    const list = await createReadingList(cast.editor, { count: 4 })
    const page = await browserOf(cast.editor)
    await page.goto(paths.list(cast.team.slug, list))
    const handle = page.getByRole('button', { name: 'Reorder “Article 1”' })
    await titles(page).first().hover()
    const [from, to] = [await handle.boundingBox(), await titles(page).nth(2).boundingBox()]
    if (!from || !to) throw new Error('not on the page')
    await page.mouse.move(from.x + 8, from.y + 8)
    await page.mouse.down()
    await page.mouse.move(from.x + 8, from.y + 40, { steps: 5 })
    await page.mouse.move(from.x + 8, to.y + 24, { steps: 10 })
    await page.mouse.up()
    await expect(titles(page)).toHaveText(inOrder(2, 3, 1, 4))
    await page.reload()
    await expect(titles(page)).toHaveText(inOrder(2, 3, 1, 4))
  })

  test('by lifting with the keyboard, said aloud', async ({ cast, browserOf }) => {
    const list = await createReadingList(cast.editor, { count: 3 })
    const page = await browserOf(cast.editor)
    await page.goto(paths.list(cast.team.slug, list))
    const handle = page.getByRole('button', { name: 'Reorder “Article 3”' })
    await handle.focus()
    await page.keyboard.press('Space')
    await expect(page.getByText('“Article 3” lifted. It is number 3 of 3.')).toBeAttached()
    await page.keyboard.press('ArrowUp')
    await expect(page.getByText('“Article 3” is now number 2 of 3.')).toBeAttached()
    await page.keyboard.press('Space')
    await expect(titles(page)).toHaveText(inOrder(1, 3, 2))
    await expect(handle).toBeFocused()
    await page.reload()
    await expect(titles(page)).toHaveText(inOrder(1, 3, 2))
  })

  test('by buttons, which keep the focus', async ({ cast, browserOf }) => {
    const list = await createReadingList(cast.editor, { count: 3 })
    const page = await browserOf(cast.editor)
    await page.goto(paths.list(cast.team.slug, list))
    const up = page.getByRole('button', { name: 'Move “Article 3” up' })
    await up.focus()
    await page.keyboard.press('Enter')
    await expect(titles(page)).toHaveText(inOrder(1, 3, 2))
    await expect(up).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(titles(page)).toHaveText(inOrder(3, 1, 2))
    await expect(page.getByRole('button', { name: 'Move “Article 3” down' })).toBeFocused()
  })

  test('without script, over the border of a page', async ({ cast, browserOf }) => {
    const list = await createReadingList(cast.editor, { count: 52 })
    const page = await browserOf(cast.editor, { javaScriptEnabled: false })
    await page.goto(paths.list(cast.team.slug, list))
    await expect(titles(page)).toHaveCount(50)
    await page.getByRole('link', { name: 'Entries 51 to 52' }).click()
    await expect(titles(page)).toHaveText(inOrder(51, 52))
    await page.getByRole('button', { name: 'Move “Article 51” up' }).click()
    await expect(titles(page)).toHaveText(inOrder(50, 52))
    await expect(page.getByText('Moved.')).toBeVisible()
  })
})

test('what is removed comes back, with and without script', async ({ cast, browserOf }) => {
  const list = await createReadingList(cast.editor, { count: 3 })
  const page = await browserOf(cast.editor)
  await page.goto(paths.list(cast.team.slug, list))
  await page.getByRole('button', { name: 'Remove “Article 2” from the list' }).click()
  await expect(titles(page)).toHaveText(inOrder(1, 3))
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(titles(page)).toHaveText(inOrder(1, 2, 3))

  const plain = await browserOf(cast.editor, { javaScriptEnabled: false })
  await plain.goto(paths.list(cast.team.slug, list))
  await plain.getByRole('button', { name: 'Remove “Article 1” from the list' }).click()
  await expect(titles(plain)).toHaveText(inOrder(2, 3))
  await plain.goto(paths.list(cast.team.slug, list, { view: 'removed' }))
  await plain.getByRole('button', { name: 'Restore' }).click()
  await plain.goto(paths.list(cast.team.slug, list))
  await expect(titles(plain)).toHaveText(inOrder(1, 2, 3))
})

test('a stale edit is told, and both texts stay', async ({ cast, browserOf }) => {
  const list = await createReadingList(cast.editor, { count: 2 })
  const [mine, theirs] = [await browserOf(cast.editor), await browserOf(cast.owner)]
  for (const page of [mine, theirs]) {
    await page.goto(paths.list(cast.team.slug, list))
    await page.getByRole('link', { name: 'Edit “Article 1”' }).click()
    await expect(page.getByLabel('Why').first()).toHaveValue('Short')
  }
  await theirs.getByLabel('Why').first().fill('Theirs')
  await theirs.getByRole('button', { name: 'Save' }).click()
  await expect(theirs.getByRole('main').locator('ol.entries').getByText('Theirs')).toBeVisible()

  await mine.getByLabel('Why').first().fill('Mine')
  await mine.getByRole('button', { name: 'Save' }).click()
  await expect(mine.getByText('Somebody has changed this in the meantime.')).toBeVisible()
  await expect(mine.getByLabel('Why').first()).toHaveValue('Mine')
  await expect(mine.getByText('Theirs')).toBeVisible()
  await mine.getByRole('button', { name: 'Save' }).click()
  await expect(mine.getByRole('main').locator('ol.entries').getByText('Mine')).toBeVisible()
})

test('a deleted list is offered back', async ({ cast, browserOf }) => {
  const list = await createReadingList(cast.editor, { title: 'Old list' })
  const page = await browserOf(cast.owner)
  await page.goto(paths.editList(cast.team.slug, list))
  await page.getByRole('button', { name: 'Delete list' }).click()
  await expect(page.getByText('“Old list” is in the trash.')).toBeVisible()
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByRole('link', { name: 'Old list' })).toBeVisible()
})
