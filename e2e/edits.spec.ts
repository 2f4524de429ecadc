import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession } from '@/prisma/factories'
import { networkOf } from './support/network'
import { tryNow } from './support/outbox'
import { expect, signIn, test } from './support/test'

type Cast = { team: { id: string; slug: string }; editor: Parameters<typeof createAnnotation>[0] }

/** An annotation as its author has written it. */
async function written({ team, editor }: Cast, given: Parameters<typeof createAnnotation>[2] = {}) {
  const session = await createSession(team.id)
  const { id } = await createAnnotation(editor, session, { text: 'As written', ...given })
  const of = {
    teamId: team.id,
    annotationId: id,
    authorId: editor.userId,
    audience: 'team',
  } as const
  const text = { number: 1, kind: given.kind ?? 'takeaway', bodySource: 'As written' }
  await db.revision.create({ data: { ...of, ...text, id: newId() } })
  const texts = async () => {
    const where = { annotationId: id }
    const found = await db.revision.findMany({ where, orderBy: { number: 'asc' } })
    return found.map(({ bodySource }) => bodySource)
  }
  return { id, talk: paths.session(team.slug, session), texts }
}

const card = (page: Page) => page.getByRole('article')
const field = (page: Page) => card(page).getByRole('textbox', { name: 'Your annotation' })
const state = (page: Page) => card(page).getByRole('status')
const writes = '**/api/v1/**/annotations/**'

async function edit(page: Page, text: string) {
  await card(page).getByRole('link', { name: 'Edit' }).click()
  await field(page).fill(text)
  await field(page).press('Control+Enter')
  await expect(field(page)).toHaveCount(0)
}

test('an edit outlives a network that is away, a reload and its own answer being lost', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  const { talk, texts } = await written(cast)
  await page.goto(talk)
  const network = await networkOf(page, writes, 'away')
  await edit(page, 'Without a network')
  await expect(card(page)).toContainText('Without a network')
  await expect(state(page)).toHaveText(/Not saved yet, kept on this device/)
  await page.reload()
  await expect(card(page)).toContainText('Without a network')
  await expect(state(page)).toHaveText(/Not saved yet/)
  expect(await texts()).toEqual(['As written'])

  // The server writes it, and nobody hears of it
  network.is('no answers')
  await tryNow(state(page))
  await expect.poll(texts).toEqual(['As written', 'Without a network'])
  await expect(state(page)).toHaveText(/Not saved yet/)
  // The next one is written on top of it
  await edit(page, 'And on')
  await expect(card(page)).toContainText('And on')
  await page.reload()
  await expect(card(page)).toContainText('And on')
  network.is('there')
  await tryNow(state(page))
  await expect(state(page)).toHaveText('Saved')
  await expect(card(page)).toContainText('And on')
  expect(await texts()).toEqual(['As written', 'Without a network', 'And on'])
  await page.reload()
  await expect(card(page)).toContainText('And on')
  await expect(state(page)).toHaveCount(0)
})

test('one goes on with words that wait, and a conflict made meanwhile shows both', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  const { id, talk, texts } = await written(cast)
  const where = { teamId_id: { teamId: cast.team.id, id } }
  await page.goto(talk)
  const network = await networkOf(page, writes, 'away')
  await edit(page, 'Typed on the phone')
  await card(page).getByRole('link', { name: 'Edit' }).click()
  await expect(field(page)).toHaveValue('Typed on the phone')
  await card(page).getByRole('link', { name: 'Cancel' }).click()
  await expect(field(page)).toHaveCount(0)
  await db.annotation.update({
    where,
    data: {
      revision: 2,
      bodySource: 'Typed on the laptop',
      bodyHtml: '<p>Typed on the laptop</p>',
    },
  })
  // Somebody who writes elsewhere is not disturbed
  await page.getByRole('form', { name: 'Your annotation' }).getByRole('textbox').first().focus()
  network.is('there')
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(state(page)).toHaveText(/something else was saved here/)
  await expect(field(page)).toHaveCount(0)
  await page.reload()
  await card(page).getByRole('link', { name: 'Compare and choose' }).click()
  await expect(field(page)).toHaveValue('Typed on the phone')
  const both = card(page).locator('.note-stored')
  await expect(both.locator('.note-typed')).toHaveText('Typed on the laptop')
  await expect(both.locator('del')).toHaveText(/laptop/)
  await both.getByRole('button', { name: /Keep the stored one/ }).click()
  await expect(state(page)).toHaveText('Saved')
  await expect(card(page)).toContainText('Typed on the laptop')
  expect(await db.annotation.findUnique({ where })).toMatchObject({
    bodySource: 'Typed on the laptop',
    revision: 3,
  })
  expect(await texts()).toEqual(['As written', 'Typed on the phone'])
})

test('a login that ended holds up an edit and an answer; nobody else sends them', async ({
  cast,
  browserOf,
  baseURL,
}) => {
  const page = await browserOf(cast.editor)
  const { talk, texts } = await written(cast, { kind: 'question' })
  await page.goto(talk)
  await card(page).getByRole('link', { name: 'Answer' }).click()
  await page.getByLabel('Your answer').fill('Because')
  await db.login.deleteMany({ where: { userId: cast.editor.userId } })
  await card(page).getByRole('button', { name: 'Save' }).click()
  await expect(card(page)).toContainText('Because')
  await expect(state(page)).toHaveText(/Not saved yet.*sign/i)

  await signIn(page.context(), cast.owner, baseURL ?? '')
  await tryNow(state(page))
  await expect(state(page)).toHaveText(/Not saved yet/)
  await page.goto(talk)
  await expect(card(page)).toContainText('As written')
  await expect(card(page)).not.toContainText('Because')
  expect(await texts()).toEqual(['As written'])

  await signIn(page.context(), cast.editor, baseURL ?? '')
  await page.goto(talk)
  await expect(card(page)).toContainText('Because')
  await expect.poll(texts).toEqual(['As written', 'Because'])
  await expect(card(page).getByText('answered')).toBeVisible()
})
