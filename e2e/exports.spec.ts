import sharp from 'sharp'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createReadingList, createSession } from '@/prisma/factories'
import { cookieOf } from './support/stream'
import { expect, ownAddress, test } from './support/test'

/** The names in the central directory of a zip (APPNOTE 4.3.12). */
function namesIn(zip: Buffer): string[] {
  const names: string[] = []
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 46)) {
    names.push(zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)))
  }
  return names
}

test('what one sees goes out under the address of its page, and what others keep does not', async ({
  baseURL,
  cast,
}) => {
  const { team, editor, viewer } = cast
  const session = await createSession(team.id, { title: 'Sandboxes 沙箱' })
  await createAnnotation(editor, session, { text: 'Gannet, for the team' })
  await createAnnotation(editor, session, { text: 'Heron, for me', audience: 'me' })
  const slot = await createAnnotation(editor, session, { kind: 'photo', text: 'Petrel' })
  const list = await createReadingList(editor, { title: 'Papers' })
  const cookies = {
    editor: (await cookieOf(editor)).cookie,
    viewer: (await cookieOf(viewer)).cookie,
  }
  const ask = (who: keyof typeof cookies, address: string, init: RequestInit = {}) =>
    fetch(baseURL + address, {
      ...init,
      headers: { ...init.headers, cookie: cookies[who], 'x-forwarded-for': ownAddress() },
    })
  const picture = { create: { width: 40, height: 30, channels: 3, background: 'red' } } as const
  const photo = newId()
  const sent = await ask('editor', paths.photoApi(team.slug, slot.id, photo), {
    method: 'PUT',
    headers: { origin: baseURL ?? '', 'content-type': 'image/png' },
    body: new Uint8Array(await sharp(picture).png().toBuffer()),
  })
  expect(sent.status).toBe(201)

  const talk = paths.session(team.slug, session)
  const texts = async (who: keyof typeof cookies, address: string, type: string) => {
    const answer = await ask(who, address)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
    return answer.text()
  }
  const markdown = 'text/markdown; charset=utf-8'
  const own = await texts('editor', `${talk}.md`, markdown)
  for (const words of ['Gannet', 'Heron', 'Petrel', `conference: "Cloud Days 2026"`]) {
    expect(own).toContain(words)
  }
  const theirs = await texts('viewer', `${talk}.md`, markdown)
  expect([theirs.includes('Gannet'), theirs.includes('Heron')]).toEqual([true, false])
  const mine = await texts('editor', `${paths.notes(team.slug)}.md`, markdown)
  expect([mine.includes('Gannet'), mine.includes('Heron')]).toEqual([true, true])
  expect(await texts('viewer', `${paths.notes(team.slug)}.md`, markdown)).not.toContain('Gannet')

  const pasted = await texts('viewer', `${talk}.html`, 'text/html; charset=utf-8')
  expect([pasted.includes('Gannet'), pasted.includes('Heron')]).toEqual([true, false])
  expect(pasted).not.toMatch(/<script| class=| style=/)

  const all = await ask('viewer', paths.everything(team.slug))
  expect([all.status, all.headers.get('content-type')]).toEqual([200, 'application/zip'])
  const names = namesIn(Buffer.from(await all.arrayBuffer()))
  expect(names.slice(0, 3)).toEqual(['manifest.json', 'people.jsonl', 'rows/Membership.jsonl'])

  const held = JSON.parse(
    await texts('viewer', `${talk}.json`, 'application/ld+json; charset=utf-8'),
  )
  expect(held).toMatchObject({ type: 'AnnotationCollection', total: 2 })
  const calendar = await texts('viewer', `${talk}.ics`, 'text/calendar; charset=utf-8')
  expect(calendar).toContain('SUMMARY:Sandboxes 沙箱')
  const bookmarks = await texts(
    ...(['viewer', `${paths.list(team.slug, list)}.html`, 'text/html; charset=utf-8'] as const),
  )
  expect(bookmarks.match(/<DT><A /g)).toHaveLength(3)

  const packed = await ask('editor', `${talk}.zip`)
  const zip = Buffer.from(await packed.arrayBuffer())
  expect(namesIn(zip)).toEqual(['notes.md', `photos/${photo}.webp`])
})

test('a viewer finds the files of a talk from its page', async ({ browserOf, cast }) => {
  const session = await createSession(cast.team.id, { title: 'Sandboxes' })
  const tab = await browserOf(cast.viewer)
  await tab.goto(paths.session(cast.team.slug, session))
  await tab.getByRole('link', { name: 'Export' }).click()
  const card = tab.getByRole('region', { name: 'This talk' })
  await expect(card.getByRole('link')).toHaveCount(5)
  const links = await card
    .getByRole('link')
    .evaluateAll((all) => all.map((it) => (it as HTMLAnchorElement).pathname))
  const at = paths.session(cast.team.slug, session)
  expect(links).toEqual([`${at}.md`, `${at}.html`, `${at}.zip`, `${at}.json`, `${at}.ics`])
  const download = tab.waitForEvent('download')
  await card.getByRole('link', { name: 'Calendar (iCalendar)' }).click()
  expect((await download).suggestedFilename()).toMatch(/^sandboxes-\w+\.ics$/)
})

test('annotations that were taken out come back through the import page, and go again', async ({
  baseURL,
  browserOf,
  cast,
}) => {
  const { team, editor } = cast
  const session = await createSession(team.id, { title: 'Sandboxes' })
  await createAnnotation(editor, session, { text: 'Gannet, for the team' })
  await createAnnotation(editor, session, { text: 'Heron, for me', audience: 'me' })
  const { cookie } = await cookieOf(editor)
  const headers = { cookie, 'x-forwarded-for': ownAddress() }
  const file = await fetch(`${baseURL}${paths.session(team.slug, session)}.json`, { headers })
  const buffer = Buffer.from(await file.arrayBuffer())
  await db.annotation.deleteMany({ where: { sessionId: session.id } })

  const tab = await browserOf(editor)
  await tab.goto(paths.imports(team.slug))
  const sent = { name: 'notes.jsonld', mimeType: 'application/ld+json', buffer }
  await tab.getByLabel('File', { exact: true }).setInputFiles(sent)
  await tab.getByRole('button', { name: 'Preview' }).click()
  await tab.getByRole('button', { name: 'Import 2 annotations' }).click()
  await expect(tab.getByText('2 written')).toBeVisible()
  const rows = await db.annotation.findMany({ where: { sessionId: session.id } })
  expect(rows.map(({ bodySource, audience }) => `${audience}: ${bodySource}`).sort()).toEqual([
    'me: Heron, for me',
    'team: Gannet, for the team',
  ])
  await tab.getByRole('button', { name: 'Undo this import' }).click()
  await expect(tab.getByText('2 annotations were removed')).toBeVisible()
  expect(await db.annotation.count({ where: { sessionId: session.id } })).toBe(0)
})
