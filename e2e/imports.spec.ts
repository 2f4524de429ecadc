import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { paths } from '@/lib/paths'
import { expect, test } from './support/test'

type Talk = { id: string; title: string; at: string }

const talks: Talk[] = [
  { id: 'a', title: 'Opening', at: '090000' },
  { id: 'b', title: 'Sandboxes in production', at: '100000' },
  { id: 'c', title: '容器安全实践', at: '110000' },
]

/** A calendar of our own; without `zone` its times are UTC and it does not say where it is. */
function calendar(list: Talk[], { zone = '', filling = '' } = {}): Buffer {
  const event = ({ id, title, at }: Talk) =>
    [
      'BEGIN:VEVENT',
      `UID:${id}`,
      `SUMMARY:${title}`,
      zone ? `DTSTART;TZID=${zone}:20261110T${at}` : `DTSTART:20261110T${at}Z`,
      'DURATION:PT30M',
      'LOCATION:Hall 1',
      `DESCRIPTION:${filling}`,
      'END:VEVENT',
    ].join('\r\n')
  const head = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Cloud Days 2026\r\n'
  return Buffer.from(`${head}${list.map(event).join('\r\n')}\r\nEND:VCALENDAR\r\n`)
}

async function upload(page: Page, team: string, name: string, buffer: Buffer) {
  await page.goto(paths.imports(team))
  const file = { name, mimeType: 'text/calendar', buffer }
  await page.getByLabel('File', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Preview' }).click()
}

const heading = (page: Page, name: RegExp | string) => page.getByRole('heading', { level: 1, name })

for (const javaScriptEnabled of [true, false]) {
  test(`a programme is previewed, imported, updated and undone, ${
    javaScriptEnabled ? 'with' : 'without'
  } script`, async ({ cast, browserOf }) => {
    const page = await browserOf(cast.editor, { javaScriptEnabled })
    const { slug, id: teamId } = cast.team
    await upload(page, slug, 'programme.ics', calendar(talks, { zone: 'Europe/Berlin' }))
    await expect(heading(page, 'Preview: Cloud Days 2026')).toBeVisible()
    await expect(page.getByText('容器安全实践')).toBeVisible()
    expect(await db.session.count({ where: { teamId } })).toBe(0)

    await page.getByRole('button', { name: 'Import 3 sessions' }).click()
    await expect(page.getByText('What was done')).toBeVisible()
    await page.getByRole('link', { name: 'Open the programme' }).click()
    await expect(heading(page, 'Cloud Days 2026')).toBeVisible()
    await expect(page.getByText('Sandboxes in production')).toBeVisible()

    const later = [{ ...talks[0], title: 'Grand opening' } as Talk, ...talks.slice(2)]
    await upload(page, slug, 'programme-2.ics', calendar(later, { zone: 'Europe/Berlin' }))
    await expect(page.getByText('Updates Cloud Days 2026')).toBeVisible()
    const changed = page.getByRole('region', { name: 'Changed sessions' })
    await expect(changed.getByText('Grand opening').first()).toBeVisible()
    const vanished = page.getByRole('region', { name: 'Vanished sessions' })
    await expect(vanished.getByText('Sandboxes in production')).toBeVisible()
    await page.getByRole('button', { name: 'Make 2 changes' }).click()
    await expect(page.getByText('What was done')).toBeVisible()

    await page.getByRole('button', { name: 'Undo this import' }).click()
    await expect(page.getByText('2 were changed back')).toBeVisible()
    const cancelled = { teamId, cancelledAt: { not: null } }
    expect(await db.session.count({ where: cancelled })).toBe(0)
  })
}

test('the zone is asked for where the file has none', async ({ cast, browserOf }) => {
  const page = await browserOf(cast.editor)
  await upload(page, cast.team.slug, 'programme.ics', calendar(talks))
  await expect(page.getByRole('heading', { name: /In which time zone/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0)
  const question = page.getByRole('region', { name: /In which time zone/ })
  await question.getByLabel('Time zone').selectOption('Asia/Shanghai')
  await page.getByRole('button', { name: 'Use this zone' }).click()
  await page.getByRole('button', { name: 'Import 3 sessions' }).click()
  await expect(page.getByText('What was done')).toBeVisible()
  const { zone } = await db.conference.findFirstOrThrow({ where: { teamId: cast.team.id } })
  expect(zone).toBe('Asia/Shanghai')
})

for (const javaScriptEnabled of [true, false]) {
  test(`a file that is no programme says what it seems to be, ${
    javaScriptEnabled ? 'with' : 'without'
  } script`, async ({ cast, browserOf }) => {
    const page = await browserOf(cast.editor, { javaScriptEnabled })
    const { slug } = cast.team
    const field = page.getByLabel('File', { exact: true })
    await upload(page, slug, 'schedule.xml', Buffer.from('PK\u0003\u0004 not really a zip file'))
    await expect(field).toHaveAccessibleDescription(/schedule\.xml was not imported\. .*archive/)
    await upload(page, slug, 'talks.json', Buffer.from('{"talks": 1}'))
    await expect(field).toHaveAccessibleDescription(/talks\.json was not imported\. .*JSON/)
    await page.goto(paths.imports(slug))
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(field).toHaveAccessibleDescription(/choose a file/)
  })
}

test('large files arrive whole', async ({ cast, browserOf }, info) => {
  const page = await browserOf(cast.editor)
  const { slug, id: teamId } = cast.team
  const zone = 'Europe/Berlin'
  const eleven = calendar(talks, { zone, filling: 'words '.repeat(650_000) })
  expect(eleven.length).toBeGreaterThan(11 * 2 ** 20)
  await upload(page, slug, 'eleven.ics', eleven)
  await expect(heading(page, /^Preview/)).toBeVisible({ timeout: 30_000 })
  const staged = await db.import.findFirstOrThrow({ where: { teamId } })
  expect(staged.fileSize).toBe(eleven.length)
  expect(staged.fileHash).toBe(createHash('sha256').update(eleven).digest('hex'))

  const fifty = info.outputPath('fifty.ics')
  await writeFile(fifty, Buffer.alloc(50 * 2 ** 20, calendar(talks, { zone })))
  await page.goto(paths.imports(slug))
  await page.getByLabel('File', { exact: true }).setInputFiles(fifty)
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByLabel('File', { exact: true })).toHaveAccessibleDescription(
    /too large: 50 MB/,
    {
      timeout: 30_000,
    },
  )
})

test('a preview that is out of date is not confirmed', async ({ cast, browserOf }) => {
  const page = await browserOf(cast.editor)
  const { slug, id: teamId } = cast.team
  const zone = 'Europe/Berlin'
  await upload(page, slug, 'programme.ics', calendar(talks, { zone }))
  await page.getByRole('button', { name: 'Import 3 sessions' }).click()
  await expect(page.getByText('What was done')).toBeVisible()
  const later = talks.map((talk) => ({ ...talk, title: `${talk.title}, again` }))
  await upload(page, slug, 'programme-2.ics', calendar(later, { zone }))
  const confirm = page.getByRole('button', { name: 'Make 3 changes' })
  await expect(confirm).toBeVisible()
  await db.session.updateMany({
    where: { teamId, title: 'Opening' },
    data: { title: 'Our own title', editedFields: ['title'] },
  })
  await confirm.click()
  await expect(page.getByText('The programme has changed since this preview')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Make 2 changes' })).toBeVisible()
  expect(await db.session.count({ where: { teamId, title: { endsWith: ', again' } } })).toBe(0)
})

test('whoever may not import finds nothing', async ({ cast, browserOf, request, baseURL }) => {
  for (const who of [cast.viewer, cast.commenter]) {
    const page = await browserOf(who)
    const answer = await page.goto(paths.imports(cast.team.slug))
    expect(answer?.status()).toBe(404)
    const file = { name: 'a.ics', mimeType: 'text/calendar', buffer: calendar(talks) }
    const sent = await page.request.post(paths.upload(cast.team.slug), {
      multipart: { file },
      headers: { origin: baseURL ?? '' },
    })
    expect(sent.status()).toBe(404)
  }
  const foreign = await request.post(paths.upload(cast.team.slug), {
    multipart: { conference: '' },
    headers: { origin: 'https://elsewhere.example' },
  })
  expect(foreign.status()).toBe(403)
  expect(await db.import.count({ where: { teamId: cast.team.id } })).toBe(0)
})

test('bookmarks come into a new list, and go again', async ({ cast, browserOf }) => {
  const page = await browserOf(cast.editor)
  const bookmarks = `<!DOCTYPE NETSCAPE-Bookmark-file-1><H1>Edge reading</H1><DL><p>
<DT><A HREF="https://a.example/mesh" ADD_DATE="1616337559" TAGS="mesh" ICON="data:x">A mesh</A>
<DD>Read before the offsite
<DT><H3>Talks</H3><DL><p><DT><A HREF="https://b.example/talk" TOREAD="1">A talk</A></DL><p>
<DT><A HREF="place:sort=8">Most visited</A></DL>`
  await upload(page, cast.team.slug, 'bookmarks.html', Buffer.from(bookmarks))
  await expect(heading(page, 'Preview: Edge reading')).toBeVisible()
  await expect(page.getByText('Makes a new list, Edge reading.')).toBeVisible()
  await expect(
    page.getByText(/no web address here that can be opened .“place:sort=8”/),
  ).toBeVisible()
  await expect(page.getByText('icon × 1')).toBeVisible()
  await page.getByRole('button', { name: 'Import 2 links' }).click()
  await page.getByRole('link', { name: 'Open the list' }).click()
  await expect(heading(page, 'Edge reading')).toBeVisible()
  await expect(page.getByText('A mesh').first()).toBeVisible()
  await expect(page.getByText('Read before the offsite')).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'Undo this import' }).click()
  await expect(page.getByText(/2 entries were removed, none was kept/)).toBeVisible()
})
