import type { Page } from '@playwright/test'
import { paths } from '@/lib/paths'
import { createReadingList } from '@/prisma/factories'
import { expect, test } from './support/test'

const note = `# KubeCon

## Service mesh
- [Linkerd in production](https://linkerd.example/prod) - what broke first
- [Istio ambient](https://istio.example/ambient)
- [Again](https://linkerd.example/prod#top) by [Ada](https://people.example/ada)

**Storage** (vendors)

* [Rook guide](https://rook.example/guide.pdf)
`

/** What a list shows from top to bottom: headings and titles. */
const rows = (page: Page) =>
  page.getByRole('main').locator('ol.entries h2, ol.entries a.entry-title')

test('a note becomes entries under its headings, which are moved together and taken back', async ({
  cast,
  browserOf,
}) => {
  const list = await createReadingList(cast.editor, { title: 'Mesh', count: 1 })
  const page = await browserOf(cast.editor)
  await page.goto(paths.list(cast.team.slug, list))
  await page.getByRole('link', { name: 'Add several' }).click()
  await page.getByLabel('Text with addresses').fill(note)
  await page.getByRole('button', { name: 'Look for links' }).click()
  await expect(page.getByText('5 links were found.').first()).toBeAttached()
  await expect(page.getByRole('checkbox', { name: 'Linkerd in production' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Again' })).not.toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Ada' })).not.toBeChecked()
  await page.getByRole('button', { name: 'Add what is ticked' }).click()
  await expect(page.getByText('3 links added.')).toBeVisible()
  const all = ['Article 1', 'Service mesh', 'Linkerd in production', 'Istio ambient']
  await expect(rows(page)).toHaveText([...all, 'Storage (vendors)', 'Rook guide'])

  // From the first to the third, with Shift
  await page.getByRole('checkbox', { name: 'Select “Article 1”' }).check()
  await page
    .getByRole('checkbox', { name: 'Select “Istio ambient”' })
    .click({ modifiers: ['Shift'] })
  await expect(page.getByText('3 selected')).toBeVisible()
  const bar = page.getByRole('group', { name: 'With what is selected' })
  await bar.getByLabel('Section').selectOption('Storage (vendors)')
  await page.getByRole('button', { name: 'Move here' }).click()
  const moved = ['Service mesh', 'Storage (vendors)', 'Rook guide', 'Article 1']
  await expect(rows(page)).toHaveText([...moved, 'Linkerd in production', 'Istio ambient'])

  await page.getByRole('checkbox', { name: 'Select “Rook guide”' }).check()
  await page.getByRole('checkbox', { name: 'Select “Istio ambient”' }).check()
  await page.getByRole('button', { name: 'Remove', exact: true }).last().click()
  await expect(page.getByText('2 entries removed from the list.')).toBeVisible()
  await expect(rows(page)).toHaveText([
    ...moved.filter((title) => title !== 'Rook guide'),
    'Linkerd in production',
  ])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rows(page)).toHaveText([...moved, 'Linkerd in production', 'Istio ambient'])

  // An entry leaves its section upwards, and a heading goes and comes back with what it held
  await page.getByRole('button', { name: 'Move “Rook guide” up' }).click()
  await expect(rows(page)).toHaveText([
    ...['Service mesh', 'Rook guide', 'Storage (vendors)', 'Article 1'],
    ...['Linkerd in production', 'Istio ambient'],
  ])
  await page.getByRole('button', { name: 'Delete the heading “Storage (vendors)”' }).click()
  await expect(rows(page)).toHaveCount(5)
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(rows(page)).toHaveCount(6)
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Rook guide' })
    .getByRole('link', { name: 'Comment' })
    .click()
  await page.locator('.entry-talk').getByRole('link', { name: 'Comment' }).click()
  await page.locator('.entry-talk textarea').fill('Chapter three')
  await page.locator('.entry-talk').getByRole('button', { name: 'Comment' }).click()
  await expect(page.locator('.entry-talk').getByText('Chapter three')).toBeVisible()
  await expect(page.locator('.entry-talk').getByText('1 comment')).toBeVisible()
  await page.goto(paths.list(cast.team.slug, list))
  await expect(page.getByRole('link', { name: '1 comment' })).toBeVisible()
  await page.getByRole('link', { name: 'By type' }).click()
  await expect(page.getByRole('heading', { name: 'Article', exact: true })).toBeVisible()
})

test('the same without script, and a copy of the list', async ({ cast, browserOf }) => {
  const list = await createReadingList(cast.editor, { title: 'Plain', count: 3 })
  const page = await browserOf(cast.editor, {
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  })
  await page.goto(paths.addSeveral(cast.team.slug, list))
  await page.getByLabel('Text with addresses').fill(note)
  await page.getByRole('button', { name: 'Look for links' }).click()
  await page.getByRole('checkbox', { name: 'Rook guide' }).uncheck()
  await page.getByRole('button', { name: 'Add what is ticked' }).click()
  await expect(page.getByText('2 links added.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select “Article 1”' }).check()
  await page.getByRole('checkbox', { name: 'Select “Istio ambient”' }).check()
  await page.getByRole('button', { name: 'Remove', exact: true }).last().click()
  await expect(page.getByText('2 entries removed from the list.')).toBeVisible()
  const left = ['Article 2', 'Article 3', 'Service mesh', 'Linkerd in production']
  await expect(rows(page)).toHaveText(left)
  await page.getByRole('checkbox', { name: 'Select “Article 3”' }).check()
  await page.getByRole('button', { name: 'Another list…' }).click()
  await expect(page.getByText('1 entry of “Plain”')).toBeVisible()

  await page.goto(paths.copyList(cast.team.slug, list))
  await page.getByRole('button', { name: 'Make a copy' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Plain (copy)' })).toBeVisible()
  await expect(rows(page)).toHaveText(left)
  await expect(
    page.getByRole('main').getByRole('link', { name: 'Plain', exact: true }),
  ).toBeVisible()
})
