import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { newId, slugId } from '@/lib/ids'
import { createAnnotation, createSession } from '@/prisma/factories'
import { networkOf } from './support/network'
import { tryNow } from './support/outbox'
import { expect, signIn, test } from './support/test'

type Cast = { team: { id: string; slug: string } }

async function openTalk(page: Page, { team }: Cast, given: { query?: string } = {}) {
  const session = await createSession(team.id)
  await page.goto(addressOf(team, session) + (given.query ?? ''))
  return session
}

const addressOf = (team: { slug: string }, session: { id: string; slug: string }) =>
  `/t/${team.slug}/sessions/${slugId(session.slug, session.id)}`

const composer = (page: Page) => page.getByRole('form', { name: 'Your annotation' })
const field = (page: Page) => composer(page).getByRole('textbox', { name: 'Your annotation' })
const cards = (page: Page) => page.getByRole('article')
const writes = '**/api/v1/**/annotations/**'

test('what one writes, the team reads; what is only mine, nobody else', async ({
  cast,
  browserOf,
}) => {
  const [editor, owner] = [await browserOf(cast.editor), await browserOf(cast.owner)]
  const session = await openTalk(editor, cast)
  await expect(composer(editor).getByLabel('Visible to')).toHaveText(/Platform team, 4 people/)

  await field(editor).fill('07:52 ? Why does **iptables** not help?')
  await expect(composer(editor).getByLabel('Kind')).toHaveValue('question')
  await composer(editor).getByLabel('Who said or asked it').fill('Row three')
  await field(editor).press('Control+Enter')
  await expect(composer(editor).getByRole('status')).toHaveText(/Saved/)
  await expect(field(editor)).toHaveValue('')
  const card = cards(editor).filter({ hasText: 'Why does iptables not help?' })
  await expect(card.getByText('07:52')).toBeVisible()
  await expect(card.getByText('Row three · open')).toBeVisible()

  await field(editor).fill('Ask for the internship')
  await composer(editor).getByLabel('Visible to').selectOption('Only you')
  await composer(editor).getByRole('button', { name: 'Save' }).click()
  await expect(cards(editor)).toHaveCount(2)
  // A series of notes for oneself does not turn public by itself
  await expect(composer(editor).getByLabel('Visible to')).toHaveValue('me')

  await owner.goto(addressOf(cast.team, session))
  await expect(cards(owner)).toHaveCount(1)
  await expect(owner.getByText('internship')).toHaveCount(0)

  await cards(owner).getByRole('link', { name: 'Answer' }).click()
  await owner.getByLabel('Your answer').fill('The rules sit in the host namespace')
  await owner.getByRole('button', { name: 'Save' }).first().click()
  await expect(cards(owner).getByText('The rules sit in the host namespace')).toBeVisible()
  await expect(cards(owner).getByText('answered')).toBeVisible()
})

test('nothing typed is lost: a reload, the network away, an expired login', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  const session = await openTalk(page, cast)
  const state = composer(page).getByRole('status')
  await field(page).fill('Typed before the reload')
  await expect(state).toHaveText('Draft kept on this device')
  await page.reload()
  await expect(field(page)).toHaveValue('Typed before the reload')

  const waiting = page.locator('.note-waiting')
  const network = await networkOf(page, writes, 'away')
  await composer(page).getByRole('button', { name: 'Save' }).click()
  await expect(state).toHaveText(/Not saved yet, kept on this device/)
  await expect(field(page)).toHaveValue('')
  await expect(waiting).toHaveText(/Typed before the reload/)
  await page.reload()
  await expect(waiting).toHaveText(/Typed before the reload/)

  // Before the network is back: the outbox tries by itself
  await db.login.updateMany({
    where: { userId: cast.editor.userId },
    data: { revokedAt: new Date() },
  })
  network.is('there')
  await tryNow(waiting)
  await expect(state).toHaveText(/no longer signed in/)
  await expect(state.getByRole('link', { name: 'Sign in' })).toBeVisible()
  expect(await db.annotation.count({ where: { teamId: cast.team.id } })).toBe(0)

  // Somebody else at the same browser: the words do not go out under their name
  await signIn(page.context(), cast.owner, new URL(page.url()).origin)
  await tryNow(waiting)
  await expect(state).toHaveText(/Somebody else is signed in/)
  await page.goto(addressOf(cast.team, session))
  await expect(field(page)).toBeVisible()
  await expect(waiting).toHaveCount(0)
  expect(await db.annotation.count({ where: { teamId: cast.team.id } })).toBe(0)

  // Signed in again they go out by themselves, from whatever page of the team
  await signIn(page.context(), cast.editor, new URL(page.url()).origin)
  await page.goto(`/t/${cast.team.slug}`)
  await expect
    .poll(() =>
      db.annotation.count({ where: { teamId: cast.team.id, authorId: cast.editor.userId } }),
    )
    .toBe(1)
  await page.goto(addressOf(cast.team, session))
  await expect(cards(page)).toHaveText(/Typed before the reload/)
  await expect(waiting).toHaveCount(0)
})

test('an answer that got lost on its way does not write twice', async ({ cast, browserOf }) => {
  const page = await browserOf(cast.editor)
  await openTalk(page, cast)
  await field(page).fill('Arrived, but nobody said so')
  const network = await networkOf(page, writes, 'no answers')
  await field(page).press('Control+Enter')
  await expect(composer(page).getByRole('status')).toHaveText(/Not saved/)
  network.is('there')
  await tryNow(page.locator('body'))
  await expect(composer(page).getByRole('status')).toHaveText(/Saved/)
  await expect(cards(page)).toHaveCount(1)
  await expect(page.locator('.note-waiting')).toHaveCount(0)
})

test('no key acts while an input method composes', async ({ cast, browserOf }) => {
  const page = await browserOf(cast.editor, { locale: 'zh-CN' })
  const puts: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'PUT' && /annotations/.test(request.url())) puts.push(request.url())
  })
  await openTalk(page, cast)
  const box = page.getByRole('textbox', { name: '你的批注' })
  const typing = await page.context().newCDPSession(page)
  await box.click()
  await typing.send('Input.imeSetComposition', {
    text: '？wei',
    selectionStart: 4,
    selectionEnd: 4,
  })
  await box.evaluate((element) => {
    const keys = { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }
    element.dispatchEvent(new KeyboardEvent('keydown', { ...keys, isComposing: true }))
    element.dispatchEvent(new KeyboardEvent('keydown', { ...keys, keyCode: 229 }))
  })
  await expect(page.getByLabel('类型')).toHaveValue('takeaway')
  await typing.send('Input.insertText', { text: '？为什么 BPF 可以' })
  await expect(page.getByLabel('类型')).toHaveValue('question')
  expect(puts).toEqual([])
  await box.press('Control+Enter')
  await expect(page.getByRole('article')).toHaveText(/为什么 BPF 可以/)
  await expect(page.getByRole('article')).toHaveText(/待回答/)
  expect(puts).toHaveLength(1)
})

test('without script: write, answer, edit, delete and take it back', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor, { javaScriptEnabled: false })
  await openTalk(page, cast)
  const save = page.getByRole('button', { name: 'Save' })

  await save.click()
  await expect(composer(page).getByText('This is needed.')).toBeVisible()
  await field(page).fill('12:34 ? Is there a standard for this?')
  await save.click()
  await expect(page).toHaveURL(/#annotation-/)
  await expect(cards(page)).toHaveText(/12:34.*Question.*open.*Is there a standard for this/s)

  await cards(page).getByRole('link', { name: 'Answer' }).click()
  await page.getByLabel('Your answer').fill('Not yet')
  await save.first().click()
  await expect(cards(page)).toHaveText(/answered.*Not yet/s)

  await cards(page).getByRole('link', { name: 'Edit' }).click()
  const words = cards(page).getByRole('textbox', { name: 'Your annotation' })
  await expect(words).toHaveValue('12:34 Is there a standard for this?')
  await words.fill('13:00 Is there any standard?')
  await save.first().click()
  await expect(cards(page)).toHaveText(/13:00.*Is there any standard/s)

  await cards(page).getByRole('link', { name: 'Edit' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(cards(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(cards(page)).toHaveText(/Is there any standard/)
})

for (const javaScriptEnabled of [true, false]) {
  test(`a stale edit shows both texts ${javaScriptEnabled ? 'with' : 'without'} script`, async ({
    cast,
    browserOf,
  }) => {
    const laptop = await browserOf(cast.editor, { javaScriptEnabled })
    const phone = await browserOf(cast.editor, { javaScriptEnabled })
    const session = await createSession(cast.team.id)
    await createAnnotation(cast.editor, session, { text: 'As written' })
    for (const page of [laptop, phone]) {
      await page.goto(addressOf(cast.team, session))
      await cards(page).getByRole('link', { name: 'Edit' }).click()
    }
    const words = (page: Page) => cards(page).getByRole('textbox', { name: 'Your annotation' })
    const save = (page: Page) => cards(page).getByRole('button', { name: 'Save' })
    await words(laptop).fill('From the laptop')
    await save(laptop).click()
    await expect(cards(laptop).getByText('From the laptop')).toBeVisible()

    await words(phone).fill('From the phone')
    await save(phone).click()
    await expect(cards(phone).getByText('Stored now:')).toBeVisible()
    await expect(words(phone)).toHaveValue('From the phone')
    await expect(cards(phone).locator('.note-stored').getByText('From the laptop')).toBeVisible()
    await save(phone).click()
    await expect(words(phone)).toHaveCount(0)
    await expect(cards(phone).getByText('From the phone')).toBeVisible()
  })
}

test('a commenter writes for themselves; a gap waits for an editor', async ({
  cast,
  browserOf,
}) => {
  const commenter = await browserOf(cast.commenter)
  const session = await openTalk(commenter, cast)
  await createAnnotation(cast.editor, session, { kind: 'gap', text: 'Too sleepy' })
  await commenter.reload()
  await expect(composer(commenter).getByText('Visible to Only you')).toBeVisible()
  await expect(cards(commenter).getByRole('link', { name: 'Fill this gap' })).toHaveCount(0)

  const owner = await browserOf(cast.owner)
  await owner.goto(addressOf(cast.team, session))
  await cards(owner).getByRole('link', { name: 'Fill this gap' }).click()
  await owner.getByLabel('What was said here').fill('Kernel attacks')
  await owner.getByRole('button', { name: 'Fill in' }).click()
  await expect(cards(owner)).toHaveText([/Too sleepy/, /Kernel attacks/])
  await expect(cards(owner).first().getByText('filled')).toBeVisible()
})

test('a long column comes in pages, and an address leads to the right one', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.viewer)
  const session = await createSession(cast.team.id)
  for (let i = 1; i <= 45; i += 1) {
    await createAnnotation(i % 2 ? cast.editor : cast.owner, session, { text: `Note ${i}.` })
  }
  await page.goto(addressOf(cast.team, session))
  await expect(cards(page)).toHaveCount(40)
  await page.getByText('Note 40.').scrollIntoViewIfNeeded()
  await expect(cards(page)).toHaveCount(45)
  await expect(page.getByText('Note 40.')).toBeInViewport()
  await expect(page.getByRole('link', { name: 'Later' })).toHaveCount(0)

  const plain = await browserOf(cast.viewer, { javaScriptEnabled: false })
  await plain.goto(addressOf(cast.team, session))
  await plain.getByRole('link', { name: 'Later' }).click()
  await expect(cards(plain)).toHaveCount(5)
  const permalink = await cards(page).last().getByRole('link').first().getAttribute('href')
  const id = permalink?.replace('#annotation-', '')
  await page.goto(`${addressOf(cast.team, session)}?at=${id}${permalink}`)
  await expect(page.getByText('Note 45.')).toBeInViewport()

  await page.goto(addressOf(cast.team, session))
  await page.getByText('Everyone', { exact: true }).first().click()
  await page.getByRole('link', { name: /Olga Owner/ }).click()
  await expect(cards(page)).toHaveCount(22)
})

test('PUT answers in words, and only to pages of its own', async ({ cast, browserOf }) => {
  const page = await browserOf(cast.editor)
  const session = await openTalk(page, cast)
  const { origin } = new URL(page.url())
  const put = async (
    who: Page,
    given: { id?: string; team?: string; origin?: string; body?: object | string } = {},
  ) => {
    const { id = newId(), team = cast.team.slug } = given
    const answer = await who.request.put(`/api/v1/teams/${team}/annotations/${id}`, {
      headers: { origin: given.origin ?? origin, 'content-type': 'application/json' },
      data: given.body ?? { session: session.id, text: '? why', audience: 'team' },
    })
    return { status: answer.status(), type: answer.headers()['content-type'], body: answer }
  }
  const id = newId()
  expect((await put(page, { id })).status).toBe(201)
  expect((await put(page, { id })).status).toBe(200)
  const other = { session: session.id, text: 'other words', audience: 'team' }
  expect(await put(page, { id, body: other })).toMatchObject({
    status: 409,
    type: 'application/problem+json',
  })
  const wordless = await put(page, { body: { ...other, text: ' ' } })
  expect(wordless.status).toBe(422)
  expect((await wordless.body.json()).errors).toEqual({ text: 'This is needed.' })
  expect((await put(page, { body: 'not JSON' })).status).toBe(422)
  const said = { ...other, text: 'With NUL', kind: 'quote', speaker: 'A\0da' }
  expect((await put(page, { body: said })).status).toBe(201)
  expect(
    await db.annotation.findFirst({ where: { speaker: 'Ada', teamId: cast.team.id } }),
  ).not.toBeNull()
  expect((await put(page, { id: 'no-id' })).status).toBe(404)
  expect((await put(page, { body: { ...other, session: newId() } })).status).toBe(404)
  expect((await put(page, { origin: 'https://elsewhere.example' })).status).toBe(403)
  expect((await put(await browserOf(null))).status).toBe(401)
  expect((await put(await browserOf(cast.viewer))).status).toBe(403)
  expect((await put(page, { team: 'no-such-team' })).status).toBe(404)
  expect(await db.annotation.count({ where: { teamId: cast.team.id } })).toBe(2)
})
