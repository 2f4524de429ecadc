import type { BrowserContext, Page, Request } from '@playwright/test'
import { editAnnotation, writeAnnotation } from '@/features/annotations/mutations'
import { editAnnotationInput, writeAnnotationInput } from '@/features/annotations/schema'
import { startThread } from '@/features/comments/mutations'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession } from '@/prisma/factories'
import { layCable } from './support/cable'
import { expect, test } from './support/test'

type Session = { id: string; slug: string }

async function annotate(author: Member, session: Session, text: string, audience = 'team') {
  const id = newId()
  const input = { id, session: session.id, text, audience }
  await writeAnnotation(author, writeAnnotationInput.parse(input))
  return id
}

async function rewrite(author: Member, id: string, text: string) {
  const where = { teamId_id: { teamId: author.teamId, id } }
  const { revision, kind, audience } = await db.annotation.findUniqueOrThrow({ where })
  await editAnnotation(author, editAnnotationInput.parse({ id, revision, text, kind, audience }))
}

/** A talk with enough annotations to be scrolled through. */
async function longTalk(author: Member, count = 30) {
  const session = await createSession(author.teamId)
  for (let i = 1; i <= count; i++) await createAnnotation(author, session, { text: `Thought ${i}` })
  return session
}

/** The addresses of the streams that a browser has opened, as they come. */
function streamsOf(context: BrowserContext) {
  const streams: string[] = []
  context.on('request', (request) => {
    if (/\/live\?since=/.test(request.url())) streams.push(request.url())
  })
  return streams
}

async function open(page: Page, { teamId, team }: Member, session: Session) {
  const connected = page.waitForResponse((answer) => /\/live\?since=/.test(answer.url()))
  await page.goto(paths.session(team.slug, session))
  await connected
  return teamId
}

const pill = (page: Page) => page.locator('.live-pill')
const status = (page: Page) => page.locator('.live-news').getByRole('status')
const card = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text })
const field = (page: Page) => page.getByRole('textbox', { name: 'Your annotation' })

/** Where a card stands on the screen; it must not move while something arrives. */
const topOf = (page: Page, text: string) =>
  card(page, text).evaluate((element) => Math.round(element.getBoundingClientRect().top))

test('what others write is announced without moving anything, and shown when asked for', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.owner)
  const session = await longTalk(cast.owner)
  await open(page, cast.owner, session)
  await card(page, 'Thought 15').scrollIntoViewIfNeeded()
  await field(page).fill('In the middle of a sentence')
  const before = await topOf(page, 'Thought 15')

  await annotate(cast.editor, session, '00:01 Said at the very beginning')
  await expect(status(page)).toHaveText('A new annotation')
  await annotate(cast.editor, session, 'Said at the end')
  await annotate(cast.editor, session, 'For nobody else', 'me')
  await expect(status(page)).toHaveText('2 new annotations')
  expect(await topOf(page, 'Thought 15')).toBe(before)
  await expect(card(page, 'Said at the end')).toHaveCount(0)
  await expect(field(page)).toBeFocused()

  // The key is a letter while one writes, and a key otherwise
  await field(page).press('n')
  await expect(field(page)).toHaveValue('In the middle of a sentencen')
  await field(page).blur()
  await page.keyboard.press('n')
  await expect(card(page, 'Said at the very beginning')).toBeFocused()
  await expect(card(page, 'Said at the very beginning')).toBeInViewport()
  await expect(card(page, 'Said at the end')).toHaveAttribute('data-new', '')
  await expect(pill(page)).toHaveCount(0)
  await expect(field(page)).toHaveValue('In the middle of a sentencen')
  await expect(page.getByText('For nobody else')).toHaveCount(0)
})

test('changes come by themselves, but not while one is writing in the column', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.owner)
  const session = await longTalk(cast.owner)
  const far = await annotate(cast.editor, session, 'First thought of the editor')
  await open(page, cast.owner, session)
  await card(page, 'Thought 20').scrollIntoViewIfNeeded()
  const before = await topOf(page, 'Thought 20')
  await rewrite(cast.editor, far, 'Second thought of the editor')
  await expect(card(page, 'Second thought of the editor')).toHaveCount(1)
  expect(await topOf(page, 'Thought 20')).toBe(before)
  await expect(pill(page)).toHaveCount(0)

  const comment = page.locator('#discussion textarea')
  await comment.fill('Half a comment')
  await rewrite(cast.editor, far, 'Third thought of the editor')
  // What is told after it has arrived too, and nothing was drawn anew for it
  await startThread(cast.editor, {
    id: newId(),
    subjectType: 'session',
    subjectId: session.id,
    body: 'Who has tried this?',
  })
  await expect(status(page)).toHaveText('A new comment')
  await expect(card(page, 'Second thought of the editor')).toHaveCount(1)
  await pill(page).click()
  await expect(card(page, 'Third thought of the editor')).toHaveCount(1)
  await expect(page.getByText('Who has tried this?')).toBeInViewport()
  await expect(comment).toHaveValue('Half a comment')
})

test('who is here, who is writing, and nobody who writes for themselves', async ({
  cast,
  browserOf,
}) => {
  const session = await createSession(cast.team.id)
  const [page, other] = [await browserOf(cast.viewer), await browserOf(cast.editor)]
  await open(page, cast.viewer, session)
  const here = page.locator('.here')
  await expect(here).toHaveCount(0)
  await open(other, cast.editor, session)
  await expect(here.getByRole('img', { name: 'Edda Editor' })).toBeVisible()
  await expect(other.locator('.here').getByRole('img', { name: 'Vera Viewer' })).toBeVisible()

  const audience = other.getByLabel('Visible to')
  await audience.selectOption('me')
  const told: string[] = []
  other.on('request', (request) => {
    if (/presence$/.test(request.url())) told.push(request.postDataJSON().state)
  })
  await field(other).pressSequentially('A note to myself')
  await audience.selectOption('team')
  await expect(here).toContainText('Edda Editor is writing')
  expect(told).toEqual(['writing'])
  await audience.selectOption('me')
  await expect(here).not.toContainText('writing')
  await other.close()
  await expect(here).toHaveCount(0)
})

test('eight tabs share one connection, and pass it on', async ({ cast, browserOf }) => {
  const first = await browserOf(cast.owner)
  const context = first.context()
  const streams = streamsOf(context)
  const session = await createSession(cast.team.id)
  await open(first, cast.owner, session)
  const tabs = [first]
  for (let i = 1; i < 8; i++) {
    const tab = await context.newPage()
    await tab.goto(paths.session(cast.team.slug, session))
    tabs.push(tab)
  }
  await annotate(cast.editor, session, 'To all of them')
  for (const tab of tabs) await expect(status(tab)).toHaveText('A new annotation')
  expect(streams).toHaveLength(1)

  await first.close()
  await expect.poll(() => streams.length).toBe(2)
  await annotate(cast.editor, session, 'To those who are left')
  for (const tab of tabs.slice(1)) await expect(status(tab)).toHaveText('2 new annotations')
  expect(streams).toHaveLength(2)
})

/** What the page thinks when its tab is put behind another, or comes back. */
async function setVisible(page: Page, visible: boolean) {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    visible ? 'visible' : 'hidden',
  )
}

test('hidden tabs have no connection, and catch up when they are looked at', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.owner)
  const streams = streamsOf(page.context())
  const session = await createSession(cast.team.id)
  await open(page, cast.owner, session)
  const ended = page.waitForEvent('requestfailed', (request) => /\/live\?/.test(request.url()))
  await setVisible(page, false)
  await ended
  await annotate(cast.editor, session, 'While nobody looked')
  await annotate(cast.editor, session, 'Nor now')
  expect(streams).toHaveLength(1)
  await setVisible(page, true)
  await expect(status(page)).toHaveText('2 new annotations')
  expect(streams).toHaveLength(2)
})

test('after a lost network nothing is missed and nothing comes twice', async ({
  cast,
  browserOf,
  baseURL,
}) => {
  const cable = await layCable(baseURL ?? '')
  const page = await browserOf(cast.owner, {
    baseURL: `http://localhost:${new URL(cable.url).port}`,
  })
  const streams = streamsOf(page.context())
  const session = await createSession(cast.team.id)
  await open(page, cast.owner, session)
  await annotate(cast.editor, session, 'Before')
  await expect(status(page)).toHaveText('A new annotation')
  cable.cut()
  await annotate(cast.editor, session, 'While away')
  await pill(page).click()
  await expect(status(page)).toHaveText(/network is away/)
  cable.mend()
  // The browser tries again by itself, and says where it was
  await expect.poll(() => streams.length).toBeGreaterThan(1)
  await annotate(cast.editor, session, 'After')
  await expect(pill(page)).toContainText('3 new annotations')
  await pill(page).click()
  for (const text of ['Before', 'While away', 'After'])
    await expect(card(page, text)).toHaveCount(1)
  await expect(pill(page)).toHaveCount(0)
  cable.stop()
})

test('a login that ends ends the stream, and the page stays until one does something', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.owner)
  const streams = streamsOf(page.context())
  const session = await createSession(cast.team.id)
  await open(page, cast.owner, session)
  const id = await annotate(cast.editor, session, 'Seen')
  await expect(status(page)).toHaveText('A new annotation')
  await pill(page).click()
  await expect(card(page, 'Seen')).toBeVisible()
  // Both sides close it; who is first is chance
  const stream = (request: Request) => /\/live\?/.test(request.url())
  const ended = Promise.race([
    page.waitForEvent('requestfailed', stream),
    page.waitForEvent('requestfinished', stream),
  ])
  const where = { userId: cast.owner.userId }
  await db.login.updateMany({ where, data: { revokedAt: new Date() } })
  await ended
  await rewrite(cast.editor, id, 'Unseen')
  await field(page).fill('Still here')
  await field(page).press('Control+Enter')
  await expect(page.getByText(/no longer signed in/).first()).toBeVisible()
  await expect(card(page, 'Seen')).toBeVisible()
  await expect(page.getByText('Still here', { exact: true })).toBeVisible()
  expect(streams).toHaveLength(1)
})

test('thousands of events leave nothing behind in the tab', async ({ cast, browserOf }) => {
  const page = await browserOf(cast.owner)
  const session = await longTalk(cast.owner)
  const id = await annotate(cast.editor, session, 'Written once')
  await open(page, cast.owner, session)
  const devtools = await page.context().newCDPSession(page)
  // Not bytes, of which the engine's compiled code goes on taking more
  const objectsAlive = async () => {
    const objectGroup = 'counted'
    const { result } = await devtools.send('Runtime.evaluate', {
      ...{ expression: 'Object.prototype', objectGroup },
    })
    const { objects } = await devtools.send('Runtime.queryObjects', {
      ...{ prototypeObjectId: result.objectId ?? '', objectGroup },
    })
    const counted = await devtools.send('Runtime.callFunctionOn', {
      functionDeclaration: 'function () { return this.length }',
      objectId: objects.objectId ?? '',
    })
    await devtools.send('Runtime.releaseObjectGroup', { objectGroup })
    return Number(counted.result.value)
  }
  /** As many events as an hour of a very lively team has, in a few seconds. */
  const happen = async (verb: 'edited' | 'created', batches: number) => {
    for (let batch = 0; batch < batches; batch++) {
      await db.$executeRaw`
        WITH drawn AS (
          UPDATE "Team" SET "eventSeq" = "eventSeq" + 100 WHERE "id" = ${cast.team.id}::uuid
          RETURNING "eventSeq"
        )
        INSERT INTO "Event" ("teamId", "seq", "actorId", "verb", "subjectType", "subjectId",
                             "placeType", "placeId", "audience")
        SELECT ${cast.team.id}::uuid, "eventSeq" - 100 + n, ${cast.editor.userId}::uuid, ${verb},
               'annotation', CASE ${verb} WHEN 'edited' THEN ${id}::uuid ELSE gen_random_uuid() END,
               'session', ${session.id}::uuid, 'team'
        FROM drawn, generate_series(1, 100) n`
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
  }
  const refreshes: string[] = []
  page.on('request', (request) => request.headers().rsc && refreshes.push(request.url()))
  const lively = async (text: string, batches: number) => {
    const [seen, began] = [refreshes.length, Date.now()]
    await happen('edited', batches)
    await rewrite(cast.editor, id, text)
    await expect(card(page, text)).toHaveCount(1)
    const most = Math.ceil((Date.now() - began) / 2_000) + 1
    expect(refreshes.length - seen).toBeLessThanOrEqual(most)
    await happen('created', batches)
    await expect(status(page)).toHaveText(`${batches * 100} new annotations`)
  }
  // What the first time loads does not count
  await lively('Written twice', 1)
  await page.keyboard.press('n')
  await expect(status(page)).toHaveText('')
  await lively('Written three times', 1)
  await page.keyboard.press('n')
  await expect(status(page)).toHaveText('')

  const before = await objectsAlive()
  await lively('Written by the hour', 30)
  // The router keeps some hundred a drawing, up to a limit of its own; the 6,000 events keep none
  const grown = (await objectsAlive()) - before
  expect(grown).toBeLessThan(2_000)
})
