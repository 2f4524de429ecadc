import { setInterest } from '@/features/interests/mutations'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { createConference, createSession } from '@/prisma/factories'
import { expect, ownAddress, test } from './support/test'

/** Three talks of a morning, of which the first two overlap. */
async function morning({ teamId, team }: Member) {
  const conference = await createConference(teamId)
  const at = (time: string) => new Date(`2026-11-10T${time}Z`)
  const talk = (title: string, from: string, to: string) =>
    createSession(teamId, {
      ...{ conferenceId: conference.id, title, startsAt: at(from), endsAt: at(to) },
    })
  const [mesh, runtimes] = [
    await talk('A mesh of meshes', '09:00', '09:45'),
    await talk('Untrusted code', '09:30', '10:00'),
  ]
  await talk('Storage', '10:00', '10:30')
  return { mesh, runtimes, conference, address: paths.conference(team.slug, conference) }
}

test('a viewer says what they want: it shows at once, overlaps are told, colleagues see it', async ({
  cast,
  browserOf,
}) => {
  const { mesh, runtimes, address } = await morning(cast.viewer)
  const { slug } = cast.team
  const page = await browserOf(cast.viewer)
  await page.goto(`${address}?view=list`)
  // Of which talk, since the first one may still be on its way when the second is marked
  const saved = ({ id }: { id: string }) =>
    page.waitForResponse((it) => it.url().endsWith(paths.interestApi(slug, id)) && it.ok())
  const first = saved(mesh)
  await page.getByRole('button', { name: 'Not marked: A mesh of meshes' }).click()
  await expect(page.getByRole('button', { name: 'Wanted now: A mesh of meshes' })).toBeVisible()

  await page.getByRole('link', { name: 'Untrusted code' }).click()
  const choice = page.getByRole('group', { name: 'What you want of this session' })
  await expect(choice).toBeVisible()
  const second = saved(runtimes)
  await page.keyboard.press('w')
  await expect(choice.getByRole('button', { name: 'Now', pressed: true })).toBeVisible()
  await Promise.all([first, second])
  await expect(page.getByText('Marked as wanted now.')).toBeAttached()

  await page.goto(`${address}?view=list`)
  const told = page.getByRole('list', { name: 'Your picks that overlap' })
  await expect(told).toHaveText(/“A mesh of meshes” and “Untrusted code” are both on, 10:30–10:45/)
  await page.getByLabel('My picks').check()
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByRole('link', { name: 'Storage' })).toHaveCount(0)
  await expect(page.locator('.talk')).toHaveCount(2)

  const colleague = await browserOf(cast.editor)
  await colleague.goto(paths.session(slug, mesh))
  await expect(colleague.getByText(`${cast.viewer.name} wants this now`)).toBeVisible()
  await setInterest(cast.viewer, { id: runtimes.id, wish: 'skip' })
  await colleague.goto(paths.session(slug, runtimes))
  await expect(colleague.getByRole('heading', { name: 'Untrusted code' })).toBeVisible()
  await expect(colleague.getByText('wants this')).toHaveCount(0)
})

test('without script a mark is a button that sends', async ({ cast, browserOf }) => {
  const { mesh, address } = await morning(cast.viewer)
  const page = await browserOf(cast.viewer, { javaScriptEnabled: false })
  await page.goto(address)
  await page.getByRole('button', { name: 'Not marked: A mesh of meshes' }).click()
  await page.getByRole('button', { name: 'Wanted now: A mesh of meshes' }).click()
  await expect(page.getByRole('button', { name: 'For later: A mesh of meshes' })).toBeVisible()
  await page.goto(paths.session(cast.team.slug, mesh))
  await page.getByRole('button', { name: 'Later', pressed: true }).click()
  await expect(page.getByRole('button', { name: 'Later', pressed: false })).toBeVisible()
})

test('picks go out to calendars by a secret address, until it is revoked', async ({
  baseURL,
  cast,
  browserOf,
}) => {
  const { mesh, runtimes, conference } = await morning(cast.viewer)
  await setInterest(cast.viewer, { id: mesh.id, wish: 'later' })
  await setInterest(cast.viewer, { id: runtimes.id, wish: 'skip' })
  const page = await browserOf(cast.viewer)
  await page.goto(paths.picks(cast.team.slug, conference))
  await expect(page.getByRole('link', { name: 'A mesh of meshes' })).toBeVisible()
  await page.getByRole('button', { name: 'Make an address' }).click()
  const address = await page.getByLabel('Address for calendar apps').inputValue()
  const ask = (url: string) => fetch(url, { headers: { 'x-forwarded-for': ownAddress() } })

  const answer = await ask(address)
  const { headers } = answer
  expect([answer.status, headers.get('content-type')]).toEqual([
    ...[200, 'text/calendar; charset=utf-8'],
  ])
  expect([headers.get('referrer-policy'), headers.get('x-robots-tag')]).toEqual([
    ...['no-referrer', 'noindex, nofollow'],
  ])
  const calendar = await answer.text()
  expect(calendar).toMatch(/SUMMARY:A mesh of meshes[\s\S]*TRANSP:TRANSPARENT/)
  expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(1)
  expect((await ask(address.replace(/.\.ics$/, '.ics'))).status).toBe(404)
  const own = await page.request.get(`${paths.picks(cast.team.slug, conference)}.json`)
  expect(await own.text()).toContain('A mesh of meshes')
  expect((await ask(`${baseURL}${paths.picks(cast.team.slug, conference)}.ics`)).status).toBe(404)

  await page.reload()
  await page.getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('The address opens nothing any more.')).toBeVisible()
  expect((await ask(address)).status).toBe(404)
})
