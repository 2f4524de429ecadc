import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

type Cast = { team: { id: string; slug: string }; editor: Parameters<typeof createAnnotation>[0] }

/** An annotation as it is after `texts` were saved one after the other. */
async function edited(cast: Cast, texts: { text: string; audience?: 'me' | 'team' }[]) {
  const session = await createSession(cast.team.id)
  const last = texts.at(-1)?.text ?? ''
  const revision = texts.length
  const { id } = await createAnnotation(cast.editor, session, { text: last, revision })
  for (const [index, { text: bodySource, audience = 'team' }] of texts.entries()) {
    const of = { teamId: cast.team.id, annotationId: id, authorId: cast.editor.userId }
    const text = { id: newId(), number: index + 1, kind: 'takeaway', bodySource, audience }
    await db.revision.create({ data: { ...of, ...text } })
  }
  return { session, id, talk: paths.session(cast.team.slug, session) }
}

const card = (page: Page) => page.getByRole('article')
const field = (page: Page) => card(page).getByRole('textbox', { name: 'Your annotation' })
const save = (page: Page) => card(page).getByRole('button', { name: 'Save' })
const revisions = (page: Page) => page.locator('.revision')

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without'

  test(`an earlier text is found, compared and restored ${how} script`, async ({
    cast,
    browserOf,
  }) => {
    const page = await browserOf(cast.editor, { javaScriptEnabled })
    const { talk } = await edited(cast, [
      { text: 'Salary of the host', audience: 'me' },
      { text: 'Try the lab cluster' },
      { text: 'Try the other cluster' },
    ])
    await page.goto(talk)
    await card(page).getByRole('link', { name: 'history' }).click()
    await expect(page.getByRole('heading', { name: 'History of an annotation' })).toBeVisible()
    await expect(revisions(page)).toHaveCount(3)
    await expect(revisions(page).nth(0)).toContainText('Stored now')
    await expect(revisions(page).nth(0).locator('del')).toHaveText(/removed.*lab/)
    await expect(revisions(page).nth(0).locator('ins')).toHaveText(/added.*other/)
    await expect(revisions(page).nth(1)).toContainText('visible to the team, before to only you')
    await expect(revisions(page).nth(2).getByRole('button')).toHaveText(/visible to you only/)
    await revisions(page).nth(1).getByRole('button', { name: 'Restore this text' }).click()
    await expect(card(page)).toContainText('Try the lab cluster')
    await card(page).getByRole('link', { name: 'history' }).click()
    await expect(revisions(page)).toHaveCount(4)

    const colleague = await browserOf(cast.viewer, { javaScriptEnabled })
    await colleague.goto(page.url())
    await expect(revisions(colleague)).toHaveCount(3)
    await expect(colleague.getByRole('button', { name: /Restore/ })).toHaveCount(0)
    expect(await colleague.content()).not.toContain('Salary')
  })

  test(`of two versions the other one stays in the history ${how} script`, async ({
    cast,
    browserOf,
  }) => {
    const page = await browserOf(cast.editor, { javaScriptEnabled })
    const { id, talk } = await edited(cast, [{ text: 'As written' }])
    await page.goto(talk)
    await card(page).getByRole('link', { name: 'Edit' }).click()
    await field(page).fill('Typed on the phone')
    const where = { teamId_id: { teamId: cast.team.id, id } }
    const bodySource = 'Typed on the laptop'
    await db.annotation.update({ where, data: { revision: 2, bodySource } })
    await save(page).click()
    const both = card(page).locator('.note-stored')
    await expect(both.locator('.note-typed')).toHaveText('Typed on the laptop')
    await expect(both.locator('del')).toHaveText(/laptop/)
    await expect(both.locator('ins')).toHaveText(/phone/)
    await both.getByRole('button', { name: /Keep the stored one/ }).click()
    await expect(field(page)).toHaveCount(0)
    await expect
      .poll(() => db.annotation.findUnique({ where }))
      .toMatchObject({ bodySource, revision: 3 })
    await card(page).getByRole('link', { name: 'history' }).click()
    await expect(revisions(page).nth(0)).toContainText('put this text aside')
    await expect(revisions(page).nth(0)).toContainText('Typed on the phone')
    await revisions(page).nth(0).getByRole('button', { name: 'Restore this text' }).click()
    await expect(card(page)).toContainText('Typed on the phone')
  })
}

test('an edit being typed is kept on the device, and never put over newer text', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  const { id, talk } = await edited(cast, [{ text: 'As written' }])
  const open = async () => {
    await page.goto(talk)
    await card(page).getByRole('link', { name: 'Edit' }).click()
  }
  await open()
  await field(page).fill('As typed')
  await page.reload()
  await expect(field(page)).toHaveValue('As typed')
  await expect(card(page).getByText('It is not saved yet')).toBeVisible()
  await card(page).getByRole('button', { name: 'Discard it' }).click()
  await expect(field(page)).toHaveValue('As written')
  await page.reload()
  await expect(field(page)).toHaveValue('As written')

  await field(page).fill('As typed')
  const where = { teamId_id: { teamId: cast.team.id, id } }
  await db.annotation.update({ where, data: { revision: 2, bodySource: 'As typed elsewhere' } })
  await open()
  await expect(card(page).locator('.note-typed')).toHaveText('As typed elsewhere')
  await expect(card(page).locator('.difference del')).toHaveText(/elsewhere/)
  await expect(field(page)).toHaveValue('As typed')
  // Merged by hand, the difference follows
  await field(page).fill('As typed elsewhere and here')
  await expect(card(page).locator('.difference ins')).toHaveText(/and here/)
  await save(page).click()
  await expect(field(page)).toHaveCount(0)
  await expect(card(page).getByRole('status')).toHaveText('Saved')
  expect((await db.annotation.findUnique({ where }))?.bodySource).toBe(
    'As typed elsewhere and here',
  )
  await open()
  await expect(field(page)).toHaveValue('As typed elsewhere and here')
  await expect(card(page).getByText('It is not saved yet')).toHaveCount(0)
})
