import sharp from 'sharp'
import { storePicture } from '@/features/files/mutations'
import { addLink } from '@/features/reading-lists/mutations'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createReadingList } from '@/prisma/factories'
import { expect, test } from './support/test'

/** A dead link of which the text is kept. */
async function deadLink(editor: Member) {
  const { teamId, userId } = editor
  const list = await createReadingList(editor, { title: 'Leases', count: 0 })
  const address = `https://example.org/${newId()}`
  await addLink(editor, { list: list.id, why: '', address, title: 'On leases' })
  const link = await db.link.findFirstOrThrow({ where: { teamId, url: address } })
  const at = new Date('2026-11-02T12:00:00Z')
  await db.link.update({
    where: { teamId_id: { teamId, id: link.id } },
    data: {
      goneSince: at,
      goneCount: 4,
      deadAt: at,
      checkedAt: at,
      checkAt: new Date('2030-01-01'),
    },
  })
  const html = '<h4>Clocks</h4><p>They drift.</p>'
  await db.article.create({
    data: {
      ...{ teamId, id: newId(), linkId: link.id, state: 'done', title: 'Leases, kept' },
      ...{
        html,
        plain: 'Clocks\n\nThey drift.',
        hash: 'x',
        words: 3,
        keptAt: at,
        keptById: userId,
      },
    },
  })
  return link
}

test('a changed page leads to what it said before; the library shows its picture', async ({
  cast,
  browserOf,
}) => {
  const { id, teamId } = await deadLink(cast.editor)
  const article = await db.article.findFirstOrThrow({ where: { teamId, linkId: id } })
  const [was, plain] = ['b'.repeat(64), 'Clocks\n\nThey are right.']
  await db.articleVersion.create({
    data: {
      ...{ teamId, id: newId(), articleId: article.id, title: 'Leases, once', byline: '' },
      ...{ language: 'en', plain, html: '<h4>Clocks</h4><p>They are right.</p>', words: 4 },
      ...{ hash: was, rendererVersion: 1, keptAt: new Date('2026-11-01T12:00:00Z') },
      keptById: cast.owner.userId,
    },
  })
  const at = { exact: 'They are right.', prefix: '', suffix: '', start: 8, end: 23 }
  await createAnnotation(
    cast.owner,
    { id: newId() },
    {
      ...{ sessionId: null, articleId: article.id, text: 'Are they' },
      passage: { target: 'article', ...at, hash: article.hash, lost: true, was },
    },
  )
  const page = await browserOf(cast.viewer)
  await page.goto(paths.article(cast.team.slug, id))
  await page.getByText('1 earlier text').click()
  await page.getByRole('link', { name: /Nov 1, 2026/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Leases, once')
  await page.getByRole('link', { name: 'The text as it is kept now' }).click()
  await page.getByRole('link', { name: 'as it was' }).click()
  await expect(page.getByRole('main').getByText('They are right.', { exact: true })).toBeVisible()

  const bytes = await sharp({ create: { width: 64, height: 40, channels: 3, background: '#246' } })
    .webp()
    .toBuffer()
  const pictureHash = await storePicture(cast.editor, { bytes, width: 64, height: 40 })
  await db.link.update({ where: { teamId_id: { teamId, id } }, data: { pictureHash } })
  await page.goto(paths.links(cast.team.slug))
  const sizeOf = (picture: HTMLImageElement) => [picture.naturalWidth, picture.naturalHeight]
  const picture = page.locator('.library-picture')
  await expect.poll(() => picture.evaluate(sizeOf)).toEqual([192, 108])
})

test('a dead link says so, leads to its archived copy and to the text that was kept', async ({
  cast,
  browserOf,
}) => {
  const link = await deadLink(cast.editor)
  const page = await browserOf(cast.editor, { javaScriptEnabled: false })
  await page.goto(paths.link(cast.team.slug, link.id))
  await expect(page.getByText(/^Dead since Nov 2, 2026: 4 looks in a row/)).toBeVisible()

  const field = page.getByLabel('Address of an archived copy')
  await field.fill('javascript:alert(1)')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Only addresses that begin with http:// or https://')).toBeVisible()
  await field.fill('web.archive.org/web/2026/https://example.org/')
  await page.getByRole('button', { name: 'Save' }).click()
  const archived = page.getByRole('link', { name: 'Archived copy at web.archive.org' })
  await expect(archived).toHaveAttribute('href', /^https:\/\/web\.archive\.org\/web\/2026\//)

  await page.getByRole('link', { name: 'Read it here' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Leases, kept')
  await expect(page.getByText('They drift.')).toBeVisible()
  const read = page.url()

  await page.goto(paths.link(cast.team.slug, link.id))
  await page.getByRole('button', { name: 'Move the copy to the trash' }).click()
  await expect(page.getByText('The kept text is in the trash.').first()).toBeVisible()
  expect((await page.goto(read))?.status()).toBe(404)
  await page.goto(paths.link(cast.team.slug, link.id))
  await page.getByRole('button', { name: 'Take it back' }).click()
  await expect(page.getByRole('link', { name: 'Read it here' })).toBeVisible()

  const viewer = await browserOf(cast.viewer)
  await viewer.goto(paths.link(cast.team.slug, link.id))
  await expect(viewer.getByText(/^Dead since/)).toBeVisible()
  await expect(viewer.getByRole('button', { name: 'Move the copy' })).toHaveCount(0)
})
