import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { newId } from '@/lib/ids'
import { expect, test } from './support/test'
import { type Words, wordsIn } from './support/words'

// What the whole product is for, from an empty start to an empty end, in both languages.

const programme = join(import.meta.dirname, '..', 'prisma', 'demo', 'riverside-cloud-days.json')
const conference = 'Riverside Cloud Days 2026'
const talk = '供应链安全：签名之后还要做什么'
const people = { owner: 'Olga Owner', guest: 'Mira Holm' }

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const main = (page: Page) => page.getByRole('main')
const cards = (page: Page) => page.getByRole('article').filter({ has: page.locator('.note-head') })
const said = (page: Page, words: string) => page.getByRole('article').filter({ hasText: words })

async function signUp(page: Page, t: Words, name: string, submit: string) {
  await page.getByLabel(t('users.name')).fill(name)
  await page.getByLabel(t('users.email')).fill(`${newId()}@example.org`)
  await page.getByLabel(t('users.password'), { exact: true }).fill('correct horse battery')
  await button(page, submit).click()
}

/** Signs up and makes a team; answers its path. */
async function begin(page: Page, t: Words): Promise<string> {
  await page.goto('/')
  await page.getByRole('link', { name: t('users.welcome.signUp') }).click()
  await signUp(page, t, people.owner, t('users.signUp.button'))
  await page.getByLabel(t('teams.new.name')).fill('River team')
  await button(page, t('teams.new.button')).click()
  await page.waitForURL(/\/t\//)
  return new URL(page.url()).pathname
}

async function importProgramme(page: Page, t: Words) {
  await main(page)
    .getByRole('link', { name: t('home.import') })
    .click()
  await page.getByLabel(t('imports.upload.file')).setInputFiles(programme)
  await button(page, t('imports.upload.submit')).click()
  await expect(heading(page, t('imports.preview.title', { title: conference }))).toBeVisible()
  await expect(page.getByText(t('imports.preview.nothingWritten'))).toBeVisible()
  await button(page, t('imports.preview.confirm', { count: 20 })).click()
  await page.getByRole('link', { name: t('imports.report.open') }).click()
  await expect(heading(page, conference)).toBeVisible()
}

async function annotate(page: Page, t: Words, words: string) {
  const form = page.getByRole('form', { name: t('annotations.text') })
  await form.getByRole('textbox', { name: t('annotations.text') }).fill(words)
  await form.getByRole('button', { name: t('annotations.save') }).click()
}

async function comment(page: Page, t: Words, words: string) {
  await page.getByLabel(t('comments.newLabel')).fill(words)
  await button(page, t('comments.send')).click()
  await expect(said(page, words)).toBeVisible()
}

async function reply(page: Page, t: Words, words: string) {
  await page.getByRole('link', { name: t('comments.reply') }).click()
  await page.getByLabel(t('comments.replyLabel')).fill(words)
  await button(page, t('comments.reply')).click()
  await expect(said(page, words)).toBeVisible()
}

for (const locale of ['en', 'zh-CN'] as const) {
  test(`two people and a stranger, from signing up to being removed: ${locale}`, async ({
    browserOf,
  }) => {
    test.slow()
    const t = wordsIn(locale)
    const [olga, mira, stranger] = await Promise.all([
      browserOf(null, { locale }),
      browserOf(null, { locale }),
      browserOf(null, { locale }),
    ])
    const here = (page: Page, name: string) =>
      page.getByRole('navigation').getByRole('link', { name }).first().click()

    const team = await begin(olga, t)
    await here(olga, t('shell.members'))
    await olga.getByLabel(t('teams.invitations.role')).selectOption('editor')
    await button(olga, t('teams.invitations.make')).click()
    const invitation = await olga.getByLabel(t('teams.invitations.link')).inputValue()
    await mira.goto(invitation)
    const role = t('teams.roles.editor')
    const invited = { inviter: people.owner, team: 'River team', role }
    await expect(mira.getByText(t('teams.join.what', invited))).toBeVisible()
    await signUp(mira, t, people.guest, t('teams.join.signUpButton'))
    await mira.waitForURL((url) => url.pathname === team)

    await here(olga, t('shell.home'))
    await importProgramme(olga, t)
    await mira.goto(team)
    await here(mira, t('shell.conferences'))
    await main(mira).getByRole('link', { name: conference }).click()
    const grid = mira.getByRole('region', { name: t('sessions.programme.grid') })
    await expect(grid).toBeVisible()
    await mira.getByRole('link', { name: t('sessions.programme.list'), exact: true }).click()
    await expect(grid).toHaveCount(0)
    const rooms = mira.getByRole('combobox', { name: t('sessions.programme.room') })
    await rooms.selectOption('Lantern Room')
    await button(mira, t('sessions.programme.apply')).click()
    await expect(mira).toHaveURL(/room=/)
    await expect(mira.getByRole('link', { name: /Boring is a feature/ })).toHaveCount(0)
    await mira.getByRole('link', { name: talk }).click()
    await expect(heading(mira, talk)).toBeVisible()
    const address = mira.url()

    await annotate(mira, t, '12:34 ? Who checks the signatures?')
    await expect(cards(mira)).toHaveCount(1)
    await annotate(mira, t, '> A signature is not a review')
    await expect(cards(mira)).toHaveCount(2)
    await mira
      .getByRole('textbox', { name: t('annotations.text') })
      .fill('! Try it on our registry')
    await mira.getByLabel(t('annotations.owner')).selectOption(people.guest)
    await annotate(mira, t, '! Try it on our registry')
    await expect(cards(mira)).toHaveCount(3)
    await mira.getByLabel(t('annotations.visibleTo')).selectOption(t('annotations.audiences.me'))
    await annotate(mira, t, 'Ask them for a job')
    await expect(cards(mira)).toHaveCount(4)

    await olga.goto(address)
    await expect(cards(olga)).toHaveCount(3)
    await expect(olga.getByText('Ask them for a job')).toHaveCount(0)
    const question = cards(olga).filter({ hasText: 'Who checks the signatures?' })
    await expect(question.getByText('12:34')).toBeVisible()
    await expect(question.getByText(t('annotations.kinds.question'))).toBeVisible()
    await annotate(olga, t, '!! We sign every image from May on')
    await expect(cards(olga)).toHaveCount(4)

    await comment(olga, t, 'Shall we do this too?')
    await mira.reload()
    await reply(mira, t, 'Yes, and soon')
    await olga.reload()
    await expect(said(olga, 'Yes, and soon')).toBeVisible()
    await button(olga, t('comments.resolve')).click()
    await expect(olga.getByText(t('comments.resolved', { count: 1 }))).toBeVisible()

    await question.getByRole('link', { name: t('annotations.answer') }).click()
    await question.getByLabel(t('annotations.answerLabel')).fill('The registry does')
    await question.getByRole('button', { name: t('annotations.save') }).click()
    await expect(question.getByText(t('annotations.answered'))).toBeVisible()

    const sentence = (key: 'answer' | 'reply', who: string) =>
      t.markup(`inbox.notice.${key}`, { who: () => who, place: () => talk })
    await here(mira, t('shell.inbox'))
    await expect(main(mira).getByText(sentence('answer', people.owner))).toBeVisible()
    await here(olga, t('shell.inbox'))
    await expect(main(olga).getByText(sentence('reply', people.guest))).toBeVisible()
    await main(mira).getByRole('link', { name: talk }).click()
    await expect(mira.getByText('The registry does')).toBeInViewport()

    await olga.goto(address)
    await olga.getByText(t('lists.addToList'), { exact: true }).click()
    await olga.getByLabel(t('lists.newListFor'), { exact: true }).fill('What to read first')
    await button(olga, t('lists.newListWith')).click()
    await expect(olga.getByRole('status').getByText(t('lists.added'))).toBeVisible()
    await here(olga, t('shell.lists'))
    await main(olga).getByRole('link', { name: 'What to read first' }).click()
    await olga.getByLabel(t('lists.address')).fill('https://example.org/signatures')
    await olga.getByLabel(t('lists.linkTitle')).fill('On signatures')
    await button(olga, t('lists.add')).click()
    const entries = main(olga).locator('ol.entries a.entry-title')
    await expect(entries).toHaveText([talk, 'On signatures'])
    await button(olga, t('lists.upOf', { title: 'On signatures' })).click()
    await expect(entries).toHaveText(['On signatures', talk])
    const list = olga.url()
    await olga.getByRole('link', { name: t('lists.share'), exact: true }).click()
    await button(olga, t('shares.create')).click()
    const shared = await olga.getByRole('textbox', { name: t('shares.address') }).inputValue()

    expect((await stranger.goto(shared))?.status()).toBe(200)
    await expect(heading(stranger, 'What to read first')).toBeVisible()
    await expect(main(stranger).getByText(talk)).toBeVisible()
    const told = await stranger.content()
    for (const name of Object.values(people)) expect(told).not.toContain(name)
    for (const closed of [team, address, list]) {
      await stranger.goto(closed)
      await expect(heading(stranger, t('users.signIn.title'))).toBeVisible()
    }
    await olga.getByRole('button', { name: t('shares.revoke') }).click()
    await expect(olga.getByText(t('shares.revokedNow')).first()).toBeVisible()
    expect((await stranger.goto(shared))?.status()).toBe(404)

    await here(mira, t('shell.home'))
    await expect(main(mira).getByRole('link', { name: 'Try it on our registry' })).toBeVisible()
    const news = t.markup('inbox.event.list.created', {
      who: () => people.owner,
      place: () => 'What to read first',
    })
    await expect(main(mira).getByText(news)).toBeVisible()

    await here(olga, t('shell.members'))
    const row = main(olga).getByRole('listitem').filter({ hasText: people.guest })
    await row.getByText(t('teams.members.remove'), { exact: true }).click()
    await button(olga, t('teams.members.removeNamed', { name: people.guest })).click()
    await expect(row).toHaveCount(0)
    await here(mira, t('shell.lists'))
    await expect(heading(mira, t('errors.notFoundTitle'))).toBeVisible()
    expect((await mira.goto(address))?.status()).toBe(404)
  })
}

test('without script, from signing up to an annotation, a comment and a reply', async ({
  browserOf,
}) => {
  const t = wordsIn('en')
  const page = await browserOf(null, { javaScriptEnabled: false })
  await begin(page, t)
  await importProgramme(page, t)
  await page.getByRole('link', { name: talk }).click()
  await annotate(page, t, '12:34 ? Who checks the signatures?')
  await expect(cards(page)).toHaveText(/12:34.*Question.*Who checks the signatures/s)
  await comment(page, t, 'Shall we do this too?')
  await reply(page, t, 'Yes, and soon')
  await page.getByRole('link', { name: t('comments.comment'), exact: true }).click()
  await page.getByLabel(t('comments.newLabel')).first().fill('I have wondered as well')
  await page
    .getByRole('button', { name: t('comments.send'), exact: true })
    .first()
    .click()
  await expect(cards(page).getByText('I have wondered as well')).toBeVisible()
})
