import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { paths } from '@/lib/paths'
import { createAnnotation, createReadingList, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

const main = (page: Page) => page.getByRole('main')
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

test('a link is looked up, corrected, thrown away and brought back', async ({
  cast,
  browserOf,
}) => {
  const slug = cast.team.slug
  const session = await createSession(cast.team.id, { title: 'Untrusted code' })
  const list = await createReadingList(cast.editor, { title: 'Later', count: 2 })
  const { id, url } = await db.link.findFirstOrThrow({
    where: { teamId: cast.team.id, title: 'Article 1' },
  })
  for (const [author, audience] of [
    [cast.owner, 'team'],
    [cast.viewer, 'me'],
  ] as const) {
    const { id: annotationId } = await createAnnotation(author, session, {
      text: `By ${author.name}`,
      audience,
    })
    await db.citation.create({ data: { teamId: cast.team.id, annotationId, linkId: id } })
  }

  const page = await browserOf(cast.editor)
  await page.goto(paths.list(slug, list))
  await page.getByRole('link', { name: 'About “Article 1”', exact: true }).click()
  await expect(heading(page, 'Article 1')).toBeVisible()
  await expect(main(page).getByRole('link', { name: 'Later' })).toBeVisible()
  await expect(main(page).getByText(`By ${cast.owner.name}`)).toBeVisible()
  await expect(main(page).getByText(`By ${cast.viewer.name}`)).toHaveCount(0)
  await expect(main(page).getByRole('link', { name: /Untrusted code/ })).toHaveCount(1)

  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.getByLabel('Title').fill('Raft, explained')
  await page.getByLabel('Type').selectOption('Paper')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(heading(page, 'Raft, explained')).toBeVisible()
  await expect(main(page).locator('.badge', { hasText: 'Paper' })).toBeVisible()

  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.getByRole('button', { name: 'Delete link' }).click()
  await expect(page.getByText('This link is in the trash.')).toBeVisible()
  const viewer = await browserOf(cast.viewer)
  const gone = await viewer.goto(paths.link(slug, id))
  expect(gone?.status()).toBe(404)
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('This link is in the trash.')).toHaveCount(0)
  await viewer.goto(paths.links(slug, { q: 'raft' }))
  await viewer.getByRole('link', { name: 'Raft, explained', exact: true }).click()
  await expect(heading(viewer, 'Raft, explained')).toBeVisible()
  await expect(viewer.getByRole('link', { name: 'Edit', exact: true })).toHaveCount(0)
  expect(await viewer.getByRole('link', { name: 'Open', exact: true }).getAttribute('href')).toBe(
    url,
  )
})

test('without script two links become one and are parted again', async ({ cast, browserOf }) => {
  const slug = cast.team.slug
  const list = await createReadingList(cast.editor, { title: 'Both', count: 2 })
  const found = (title: string) =>
    db.link.findFirstOrThrow({ where: { teamId: cast.team.id, title } })
  const [one, two] = [await found('Article 1'), await found('Article 2')]
  const page = await browserOf(cast.editor, { javaScriptEnabled: false })
  await page.goto(paths.editLink(slug, two.id))
  await page.getByLabel('Address of the link to keep').fill('https://example.org/unknown')
  await page.getByRole('button', { name: 'Make them one' }).click()
  await expect(page.getByText('The team knows no link with this address.')).toBeVisible()
  await page.getByLabel('Address of the link to keep').fill(one.url)
  await page.getByRole('button', { name: 'Make them one' }).click()
  await expect(heading(page, 'Article 1')).toBeVisible()
  await expect(page.getByText('“Article 2” is one with this link now.')).toBeVisible()
  await page.goto(paths.list(slug, list))
  const entries = main(page).locator('ol.entries a.entry-title')
  await expect(entries).toHaveText(['Article 1'])
  await page.goto(paths.link(slug, two.id))
  await expect(heading(page, 'Article 1')).toBeVisible()
  const part = page.getByRole('button', { name: 'Make “Article 2” a link of its own again' })
  await part.click()
  await expect(part).toHaveCount(0)
  await page.goto(paths.list(slug, list))
  await expect(entries).toHaveText(['Article 1', 'Article 2'])
})
