import type { Page } from '@playwright/test'
import { createSession } from '@/features/sessions/mutations'
import { newSessionInput } from '@/features/sessions/schema'
import type { Member } from '@/lib/actor'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createConference } from '@/prisma/factories'
import { expect, test } from './support/test'

const phone = { viewport: { width: 360, height: 740 } }

/** Two days in Berlin: a keynote in two rooms, two talks at once, a break, a party after midnight. */
async function programme(editor: Member) {
  const conference = await createConference(editor.teamId, { dayEndsAtMinutes: 240 })
  const add = (fields: Record<string, string>) =>
    createSession(
      editor,
      newSessionInput.parse({
        id: newId(),
        conferenceId: conference.id,
        day: '2026-11-10',
        ...fields,
      }),
    )
  await add({ title: 'Keynote', startsAt: '09:00', endsAt: '09:45', rooms: 'Hall\nAnnexe' })
  await add({ title: 'Coffee', startsAt: '09:45', endsAt: '10:00', rooms: 'Foyer' })
  const talk = await add({
    title: '服务网格实践',
    startsAt: '10:00',
    endsAt: '10:35',
    rooms: 'Hall',
    track: 'Networking',
    speakers: '陈晓，某公司',
  })
  await add({
    title: 'Nobody came',
    startsAt: '10:00',
    endsAt: '10:35',
    rooms: 'Annexe',
    track: 'Runtime',
    cancelled: 'on',
  })
  await add({ title: 'Party', startsAt: '01:00', endsAt: '02:00', rooms: 'Bar' })
  await add({ title: 'Second day', day: '2026-11-11', startsAt: '09:00', rooms: 'Hall' })
  await add({ title: 'Some time', day: '' })
  return { conference, talk, address: paths.conference(editor.team.slug, conference) }
}

const days = (page: Page) => page.getByRole('navigation', { name: 'Days' }).getByRole('link')
const talk = (page: Page, name: string | RegExp) =>
  page.getByRole('main').getByRole('link', { name })

for (const javaScriptEnabled of [true, false]) {
  test(`by hand ${javaScriptEnabled ? 'with' : 'without'} script: a conference, a session, the trash and back`, async ({
    cast,
    browserOf,
  }) => {
    const page = await browserOf(cast.editor, { javaScriptEnabled })
    await page.goto(paths.conferences(cast.team.slug))
    await page.getByRole('link', { name: 'Enter it by hand' }).click()
    await page.getByLabel('First day').fill('2026-11-10')
    await page.getByLabel('Last day').fill('2026-11-09')
    await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Asia/Shanghai')
    await page.getByRole('button', { name: 'Create conference' }).click()
    await expect(page.getByLabel('Title', { exact: true })).toHaveAccessibleDescription(
      /This is needed/,
    )
    await page.getByLabel('Title', { exact: true }).fill('云原生大会')
    await page.getByRole('button', { name: 'Create conference' }).click()
    await expect(page.getByLabel('Last day')).toHaveAccessibleDescription(
      /The last day lies before the first/,
    )
    await page.getByLabel('Last day').fill('2026-11-11')
    await page.getByRole('button', { name: 'Create conference' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('云原生大会')

    await page.getByRole('link', { name: 'Add a session' }).click()
    await page.getByLabel('Title', { exact: true }).fill('走廊里的对话')
    await page.getByLabel('Conference day').fill('2026-11-10')
    await page.getByLabel('Begins').fill('16:30')
    await page.getByLabel('Ends').fill('17:00')
    await page.getByLabel('Rooms').fill('走廊')
    await page.getByLabel('Abstract').fill('What **nobody** wrote down.')
    await page.getByRole('button', { name: 'Add session' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('走廊里的对话')
    await expect(page.getByText('What nobody wrote down.')).toBeVisible()

    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    await page.getByRole('button', { name: 'Move session to the trash' }).click()
    await expect(page.getByText('“走廊里的对话” is in the trash.')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('走廊里的对话')
  })
}

test('a day as a list: times are headings, links tell time and room', async ({
  cast,
  browserOf,
}) => {
  const { address } = await programme(cast.editor)
  const page = await browserOf(cast.viewer, phone)
  await page.goto(`${address}?view=list`)
  await expect(days(page)).toHaveCount(3)
  await expect(page.getByRole('heading', { level: 2, name: /Nov 10/ })).toBeVisible()
  const times = page.getByRole('heading', { level: 3 })
  await expect(times).toHaveText(['09:00', '09:45', '10:00', '01:00+1 day'])
  await expect(talk(page, 'Keynote, 09:00–09:45, Hall, Annexe')).toBeVisible()
  await expect(page.getByText('Cancelled · Annexe')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Conference settings' })).toHaveCount(0)

  await days(page).filter({ hasText: 'No time yet' }).click()
  await expect(talk(page, 'Some time')).toBeVisible()
  await expect(talk(page, /Keynote/)).toHaveCount(0)
})

test('a talk whose page is slow is marked until it comes', async ({ cast, browserOf }) => {
  const { address } = await programme(cast.editor)
  const page = await browserOf(cast.viewer)
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/sessions/**', async (route) => {
    await held
    await route.fallback()
  })
  await page.goto(`${address}?view=list`)
  await talk(page, /Keynote/).click()
  await expect(talk(page, /Keynote/)).toHaveAttribute('data-pending', '')
  answer()
  await expect(page.getByRole('heading', { level: 1, name: 'Keynote' })).toBeVisible()
  await page.goBack()
  await expect(page.locator('[data-pending]')).toHaveCount(0)
})

test('the grid has a column a room, scrolls in its own box and leads to the talk', async ({
  cast,
  browserOf,
}) => {
  const { address } = await programme(cast.editor)
  const page = await browserOf(cast.viewer, { ...phone, timezoneId: 'Europe/Berlin' })
  await page.goto(`${address}?view=rooms`)
  const grid = page.getByRole('region', { name: 'Programme by room' })
  await expect(grid).toBeVisible()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(wide).toBe(false)
  const box = async (name: RegExp) => {
    const card = grid.getByRole('listitem').filter({ has: page.getByRole('link', { name }) })
    return (await card.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  }
  const [keynote, mesh, empty] = [await box(/Keynote/), await box(/服务网格/), await box(/Nobody/)]
  expect(mesh.y).toBe(empty.y)
  expect(mesh.x + mesh.width).toBeLessThanOrEqual(empty.x)
  expect(keynote.width).toBeGreaterThan(mesh.width * 1.9)
  await talk(page, /服务网格/).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('服务网格实践')
  await page.getByRole('link', { name: 'Networking' }).click()
  await expect(page).toHaveURL(/track=/)
})

test('the filter lives in the address and says what it found, without script too', async ({
  cast,
  browserOf,
}) => {
  const { address } = await programme(cast.editor)
  const page = await browserOf(cast.viewer, { javaScriptEnabled: false })
  await page.goto(`${address}?view=list`)
  await page.getByRole('searchbox').fill('某公司')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page).toHaveURL(/view=list/)
  await expect(page.getByText('1 session matches “某公司”')).toBeVisible()
  await expect(talk(page, /服务网格/)).toBeVisible()
  await expect(talk(page, /Keynote/)).toHaveCount(0)

  await page.getByRole('combobox', { name: 'Room' }).selectOption('Annexe')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(
    page.getByText('No session of this conference matches “某公司”, Annexe'),
  ).toBeVisible()
  await page.getByRole('link', { name: 'Clear filter' }).first().click()
  await expect(talk(page, /Keynote/)).toBeVisible()
})

test('my own time changes the clock alone, and is remembered', async ({ cast, browserOf }) => {
  const { address } = await programme(cast.editor)
  const page = await browserOf(cast.viewer, { timezoneId: 'Pacific/Auckland' })
  await page.goto(`${address}?view=list`)
  await expect(page.getByText(/Times in Central European .* \(Europe\/Berlin\)/)).toBeVisible()
  await page.getByRole('link', { name: 'My time' }).click()
  await expect(page.getByText(/Times in New Zealand .* \(Pacific\/Auckland\)/)).toBeVisible()
  const times = page.getByRole('heading', { level: 3 })
  await expect(times).toHaveText(['21:00', '21:45', '22:00', '13:00+1 day'])
  await expect(days(page)).toHaveCount(3)
  await page.goto(`${address}?view=list`)
  await expect(times.first()).toHaveText('21:00')

  const berliner = await browserOf(cast.viewer, { timezoneId: 'Europe/Paris' })
  await berliner.goto(`${address}?view=list`)
  await expect(talk(berliner, /Keynote/)).toBeVisible()
  await expect(berliner.getByRole('link', { name: 'My time' })).toHaveCount(0)
})

test('a stale edit is told, shows both texts, and saving again decides', async ({
  cast,
  browserOf,
}) => {
  const { talk: session } = await programme(cast.editor)
  const address = paths.editSession(cast.team.slug, session)
  const [one, other] = [await browserOf(cast.editor), await browserOf(cast.owner)]
  await one.goto(address)
  await other.goto(address)
  await other.getByLabel('Title', { exact: true }).fill('Their title')
  await other.getByRole('button', { name: 'Save' }).click()
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Their title')

  await one.getByLabel('Title', { exact: true }).fill('My title')
  await one.getByRole('button', { name: 'Save' }).click()
  await expect(one.getByText(/Somebody has changed this session/)).toBeVisible()
  await expect(one.getByLabel('Title', { exact: true })).toHaveValue('My title')
  await expect(one.getByText('Saved now: Their title')).toBeVisible()
  await one.getByRole('button', { name: 'Save' }).click()
  await expect(one.getByRole('heading', { level: 1 })).toHaveText('My title')
})

test('an old slug leads to the right address; what is not there is not found', async ({
  cast,
  browserOf,
}) => {
  const { conference, address } = await programme(cast.editor)
  const page = await browserOf(cast.viewer)
  await page.goto(
    `${paths.conference(cast.team.slug, { ...conference, slug: 'old-name' })}?view=list`,
  )
  await expect(page).toHaveURL(`${address}?view=list`)
  const foreign = paths.conference(cast.team.slug, { id: newId(), slug: 'programme' })
  expect((await page.goto(foreign))?.status()).toBe(404)
  expect((await page.goto(paths.newConference(cast.team.slug)))?.status()).toBe(404)
})
