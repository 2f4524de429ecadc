import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createConference, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

const watch = (id: string) => `https://www.youtube.com/watch?v=${id.padEnd(11, '_')}`
const playlist = `1. Simple made easier - Ada Byron
${watch('simple')}&list=PL1&index=1
Cloud Days 2026: Beyond agile
${watch('agile')}
Aftermovie
${watch('after')}
Old wine in new bottles
${watch('wine2')}`

type Cast = { team: { id: string; slug: string } }

/** A conference of three talks, one of which has a recording. */
async function programme({ team }: Cast) {
  const conference = await createConference(team.id)
  const of = { conferenceId: conference.id }
  await createSession(team.id, { ...of, title: 'Simple made easier' })
  await createSession(team.id, { ...of, title: 'Beyond agile' })
  await createSession(team.id, {
    ...of,
    ...{ title: 'Old wine in new bottles', recordingUrl: watch('wine1') },
  })
  return conference
}

const recordings = async ({ team }: Cast) =>
  (await db.session.findMany({ where: { teamId: team.id }, orderBy: { title: 'asc' } })).map(
    ({ recordingUrl }) => recordingUrl,
  )

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without'

  test(`a playlist is matched, corrected, confirmed and undone, ${how} script`, async ({
    cast,
    browserOf,
  }) => {
    const conference = await programme(cast)
    const page = await browserOf(cast.editor, { javaScriptEnabled })
    await page.goto(paths.imports(cast.team.slug))
    await page.getByRole('link', { name: 'Recordings and transcripts' }).click()
    await button(page, 'Match with the talks').last().click()
    const list = page.getByLabel('Titles and addresses')
    await expect(list).toHaveAccessibleDescription(/This is needed/)
    if (javaScriptEnabled) {
      // Copied from the page of the playlist: the addresses are only in its links
      await list.evaluate((field, address) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', 'Simple made easier')
        clipboardData.setData('text/html', `<a href="${address}">Simple made easier</a>`)
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
      }, watch('simple'))
      await expect(list).toHaveValue(`Simple made easier\t${watch('simple')}\n`)
    }
    await list.fill(playlist)
    await button(page, 'Match with the talks').last().click()

    await expect(page.getByText('4 recordings, matched with the talks of')).toBeVisible()
    const take = (title: string) => page.getByRole('checkbox', { name: `Take: ${title}` })
    await expect(take('Simple made easier - Ada Byron')).toBeChecked()
    await expect(take('Cloud Days 2026: Beyond agile')).toBeChecked()
    await expect(take('Aftermovie')).not.toBeChecked()
    await expect(take('Old wine in new bottles')).not.toBeChecked()
    await expect(page.getByText('Has a recording, which would be replaced.')).toBeVisible()
    if (javaScriptEnabled) {
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    }

    const talk = page.getByRole('combobox', { name: 'Talk for: Aftermovie' })
    await talk.selectOption({ label: 'Beyond agile' })
    if (!javaScriptEnabled) await take('Aftermovie').check()
    await expect(take('Aftermovie')).toBeChecked()
    await button(page, 'Confirm what is ticked').click()
    await expect(page.getByText('Two of these are ticked for the same talk')).toBeVisible()
    await take('Aftermovie').uncheck()
    await take('Old wine in new bottles').check()
    await button(page, 'Confirm what is ticked').click()

    await expect(page.getByText('What was done')).toBeVisible()
    expect(await recordings(cast)).toEqual([watch('agile'), watch('wine2'), watch('simple')])
    await button(page, 'Undo this import').click()
    await expect(page.getByText('3 talks were changed back.')).toBeVisible()
    expect(await recordings(cast)).toEqual([null, watch('wine1'), null])

    await page.goto(paths.conference(cast.team.slug, conference))
    await expect(page.getByText('Beyond agile')).toBeVisible()
  })

  test(`transcripts are matched by their names, attached and undone, ${how} script`, async ({
    cast,
    browserOf,
  }) => {
    const conference = await programme(cast)
    const page = await browserOf(cast.editor, { javaScriptEnabled })
    const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/vtt', buffer })
    const said = (text: string) => Buffer.from(`WEBVTT\n\n00:01.000 --> 00:04.000\n${text}\n`)
    await page.goto(paths.importMedia(cast.team.slug, { conference: shortId(conference.id) }))
    const files = page.getByLabel('Files')
    await files.setInputFiles(file('evil.zip', Buffer.from('PK\u0003\u0004 no archive')))
    await button(page, 'Match with the talks').first().click()
    await expect(files).toHaveAccessibleDescription(/This archive is damaged/)
    await files.setInputFiles([
      file('simple-made-easier.en.vtt', said('Complecting is easy')),
      file('simple-made-easier.zh.vtt', said('缠在一起很容易')),
      file('something else.vtt', said('Agile was a word once')),
    ])
    await button(page, 'Match with the talks').first().click()
    await expect(page.getByText('3 transcripts, matched with the talks of')).toBeVisible()
    const take = (name: string) => page.getByRole('checkbox', { name: `Take: ${name}` })
    await expect(take('simple made easier').first()).not.toBeChecked()
    const talk = page.getByRole('combobox', { name: 'Talk for: something else' })
    await talk.selectOption({ label: 'Beyond agile' })
    await take('something else').check()
    await button(page, 'Confirm what is ticked').click()
    await expect(page.getByText('What was done')).toBeVisible()
    await page.getByRole('link', { name: 'Beyond agile' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Beyond agile' })).toBeVisible()
    const of = { teamId: cast.team.id, deletedAt: null }
    expect(await db.transcript.count({ where: of })).toBe(2)
    await page.goBack()
    await button(page, 'Undo this import').click()
    await expect(page.getByText('2 talks were changed back.')).toBeVisible()
    expect(await db.transcript.count({ where: of })).toBe(0)

    // One file on the import page goes the same way
    await page.goto(paths.imports(cast.team.slug))
    await page.getByLabel('File', { exact: true }).setInputFiles(file('agile.vtt', said('Agile')))
    await button(page, 'Preview').click()
    await expect(page.getByText('1 transcript, matched with the talks of')).toBeVisible()
  })
}
