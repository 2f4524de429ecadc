import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
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
    await button(page, 'Match with the talks').first().click()
    const list = page.getByLabel('Titles and addresses')
    await expect(list).toHaveAccessibleDescription(/This is needed/)
    await list.fill(playlist)
    await button(page, 'Match with the talks').first().click()

    await expect(page.getByText('4 recordings, matched with the talks of')).toBeVisible()
    const take = (title: string) => page.getByRole('checkbox', { name: `Take: ${title}` })
    await expect(take('Simple made easier - Ada Byron')).toBeChecked()
    await expect(take('Cloud Days 2026: Beyond agile')).toBeChecked()
    await expect(take('Aftermovie')).not.toBeChecked()
    await expect(take('Old wine in new bottles')).not.toBeChecked()
    await expect(page.getByText('Has a recording, which would be replaced.')).toBeVisible()

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
}
