import { setAudience } from '@/features/annotations/audience'
import { db } from '@/lib/db'
import { paths } from '@/lib/paths'
import { createAnnotation, createConference, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

type Cast = Parameters<Parameters<typeof test>[2]>[0]['cast']

/** A conference with two talks, and notes of several people for several audiences. */
async function world({ team, editor, owner }: Cast) {
  const conference = await createConference(team.id, { title: 'Harbour Days' })
  const of = { conferenceId: conference.id }
  const first = await createSession(team.id, { ...of, title: 'Anchors aweigh' })
  const second = await createSession(team.id, { ...of, title: 'Berths & <queues>' })
  const open = await createAnnotation(editor, first, { text: 'Open note', audience: 'public' })
  await createAnnotation(owner, first, { text: 'Note for the team', audience: 'team' })
  await createAnnotation(owner, first, { text: 'Of the owner alone', audience: 'me' })
  await createAnnotation(editor, second, { text: 'Another open one', audience: 'public' })
  return { conference, first, second, open }
}

test('a recap is begun, arranged and shared; strangers read of it what is public', async ({
  cast,
  browserOf,
}) => {
  const { conference, first, second, open } = await world(cast)
  const { slug } = cast.team
  const theirs = { bodySource: 'Somebody else’s sea.', revision: 7 }
  const page = await browserOf(cast.editor)
  await page.goto(paths.recap(slug, conference))
  await page.getByRole('button', { name: 'Begin the recap' }).click()
  await expect(page.getByText('Note for the team')).toBeVisible()
  await expect(page.getByText('Of the owner alone')).toHaveCount(0)

  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.getByRole('textbox', { name: 'Introduction' }).fill('Three days by the sea.')
  await page.getByRole('button', { name: 'Save the introduction' }).click()
  await expect(page.getByText('Saved.').first()).toBeVisible()
  await db.recap.updateMany({ where: { conferenceId: conference.id }, data: theirs })
  const introduction = page.getByRole('textbox', { name: 'Introduction' })
  await introduction.fill('Four days by the sea.')
  await page.getByRole('button', { name: 'Save the introduction' }).click()
  await expect(page.getByText(theirs.bodySource)).toBeVisible()
  await page.getByRole('button', { name: 'Keep the stored one' }).click()
  await expect(introduction).toHaveValue(theirs.bodySource)
  const talk = page.getByRole('group', { name: second.title })
  await talk.getByLabel('A line on this talk').fill('Bring a *chair*.')
  // Everybody's script answers a tick at once; nothing is sent before the day is saved
  await talk.getByRole('button', { name: 'Tick none' }).click()
  await expect(talk.getByRole('checkbox')).not.toBeChecked()
  await talk.getByRole('button', { name: 'Move up' }).click()
  await expect(page.getByRole('heading', { level: 3 })).toHaveText([second.title, first.title])
  await page.getByRole('link', { name: 'To the recap' }).click()
  await expect(page.getByRole('heading', { level: 3 })).toHaveText([second.title, first.title])
  await expect(page.getByText('Bring a chair.')).toBeVisible()
  await expect(page.getByText('Another open one')).toHaveCount(0)

  await page.getByRole('link', { name: 'Share', exact: true }).click()
  await expect(page.getByText('1 chosen note is for the team only.')).toBeVisible()
  await expect(page.getByText(`Names of those who did not agree`)).toContainText(cast.editor.name)
  await page.getByRole('button', { name: 'Create an address' }).click()
  const address = await page.getByRole('textbox', { name: 'Address' }).inputValue()

  const stranger = await browserOf(null, { javaScriptEnabled: false })
  await stranger.goto(address)
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Harbour Days')
  await expect(stranger.getByText('Open note')).toBeVisible()
  await stranger.getByRole('navigation').getByRole('link', { name: first.title }).click()
  await expect(stranger).toHaveURL(/#talk-2$/)
  const html = await stranger.content()
  const { team, editor, owner } = cast
  for (const secret of [
    ...['Note for the team', 'Of the owner alone', 'Another open one', '<script'],
    ...[team.slug, team.id, editor.name, owner.name, conference.id, first.id, open.id],
  ]) {
    expect(html, secret).not.toContain(secret)
  }
  for (const [ending, words] of [
    ['.md', '### Anchors aweigh'],
    ['.html', '<h3>Berths &amp; &lt;queues&gt;</h3>'],
    ['.atom', '<title>Berths &amp; &lt;queues&gt;</title>'],
  ]) {
    const answer = await stranger.request.get(address + ending)
    const text = await answer.text()
    expect([answer.status(), text.includes(words ?? ''), text.includes('for the team')]).toEqual([
      ...[200, true, false],
    ])
    if (ending === '.html') expect(text).not.toMatch(/ class=| style=|<script/)
  }
  await setAudience(cast.editor, { id: open.id, revision: 1, audience: 'me' })
  await stranger.reload()
  await expect(stranger.getByText('Open note')).toHaveCount(0)
})

test('all of it works without script, and a stale line loses no words', async ({
  cast,
  browserOf,
}) => {
  const { conference, first, second } = await world(cast)
  const { slug } = cast.team
  const page = await browserOf(cast.editor, { javaScriptEnabled: false })
  await page.goto(paths.recap(slug, conference))
  const begin = page.getByRole('button', { name: 'Begin the recap' })
  await begin.click()
  await expect(begin).toHaveCount(0)
  await page.goto(paths.editRecap(slug, conference))
  const talk = page.getByRole('group', { name: first.title })
  await talk.getByLabel('A line on this talk').fill('Mine')
  await talk.getByRole('button', { name: 'Tick none' }).click()
  await expect(talk.getByRole('checkbox').first()).not.toBeChecked()
  await expect(page.getByRole('group', { name: second.title }).getByRole('checkbox')).toBeChecked()
  await expect(talk.getByLabel('A line on this talk')).toHaveValue('Mine')

  const row = { where: { sessionId: first.id } }
  await db.recapSession.updateMany({ ...row, data: { bodySource: 'Theirs', revision: 5 } })
  await talk.getByLabel('A line on this talk').fill('Mine again')
  await page.getByRole('button', { name: 'Save this day' }).click()
  await expect(talk.getByLabel('A line on this talk')).toHaveValue('Mine again')
  await expect(talk.getByText('Theirs')).toBeVisible()
  await page.getByRole('button', { name: 'Save this day' }).click()
  expect((await db.recapSession.findFirst(row))?.bodySource).toBe('Mine again')
  await db.recapSession.updateMany({ ...row, data: { bodySource: 'Theirs', revision: 8 } })
  await talk.getByLabel('A line on this talk').fill('Not chosen')
  await page.getByRole('button', { name: 'Save this day' }).click()
  await talk.getByRole('button', { name: 'Keep the stored one' }).click()
  await expect(talk.getByLabel('A line on this talk')).toHaveValue('Theirs')
  await talk.getByRole('link', { name: 'History of the line' }).click()
  const past = page.locator('.revision')
  await expect(past).toHaveText([/Not chosen/, /Mine.* again/s, /Mine/])
  await past.nth(1).getByRole('button', { name: 'Restore this text' }).click()
  await expect(past).toHaveCount(0)

  // One's own notes are opened, and that is taken back, as a whole
  await createAnnotation(cast.editor, first, { text: 'Of the editor', audience: 'team' })
  await page.goto(paths.editRecap(slug, conference))
  await talk.getByRole('button', { name: 'Tick all' }).click()
  await expect(talk.getByRole('checkbox').first()).toBeChecked()
  await page.goto(paths.shareRecap(slug, conference))
  const audience = () => db.annotation.findFirst({ where: { bodySource: 'Of the editor' } })
  await page.getByRole('button', { name: 'Make my 1 note public' }).click()
  await expect(page.getByText('1 note is public now.')).toBeVisible()
  expect((await audience())?.audience).toBe('public')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('1 note is for the team again.')).toBeVisible()
  expect((await audience())?.audience).toBe('team')

  const reader = await browserOf(cast.viewer, { javaScriptEnabled: false })
  await reader.goto(paths.recap(slug, conference))
  await expect(reader.getByText('Mine again')).toBeVisible()
  await expect(reader.getByRole('link', { name: 'Edit', exact: true })).toHaveCount(0)
  expect((await reader.goto(paths.editRecap(slug, conference)))?.status()).toBe(404)
})
