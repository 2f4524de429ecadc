import { createShare } from '@/features/shares/mutations'
import { db } from '@/lib/db'
import { paths } from '@/lib/paths'
import { createAnnotation, createReadingList, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

const gone = 'Nothing here'

test('a stranger reads a shared list until it is revoked', async ({ cast, browserOf }) => {
  const list = await createReadingList(cast.editor, { title: 'For everybody', count: 3 })
  const page = await browserOf(cast.editor)
  await page.goto(paths.list(cast.team.slug, list))
  await page.getByRole('link', { name: 'Share' }).click()
  await expect(page.getByLabel('Open for')).toHaveValue('7')
  await page.getByRole('button', { name: 'Create an address' }).click()
  const field = page.getByRole('textbox', { name: 'Address' })
  await expect(field).toHaveValue(/\/s\/[1-9A-HJ-NP-Za-km-z]{40,}$/)
  const address = await field.inputValue()

  const stranger = await browserOf(null, { javaScriptEnabled: false })
  const answer = await stranger.goto(address)
  expect(answer?.status()).toBe(200)
  expect(answer?.headers()['x-robots-tag']).toContain('noindex')
  expect(answer?.headers()['referrer-policy']).toBe('no-referrer')
  await expect(stranger.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/)
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('For everybody')
  const entries = stranger.getByRole('listitem').getByRole('link')
  await expect(entries).toHaveText(['Article 1', 'Article 2', 'Article 3'])
  const html = await stranger.content()
  expect(html).not.toContain('<script')
  for (const secret of [cast.team.slug, cast.team.id, cast.editor.name, list.id]) {
    expect(html.split(secret).length - 1, secret).toBe(
      // The ids in the addresses of the made-up links are the links' own
      secret === list.id ? html.split(`example.org/${list.id}`).length - 1 : 0,
    )
  }

  // Counted once the answer is out
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('opened once')).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(field).toHaveCount(0)
  await page.getByRole('button', { name: /^Revoke/ }).click()
  await expect(page.getByText('Nothing opens there any more.')).toBeVisible()
  expect((await stranger.goto(address))?.status()).toBe(404)
  const late = await browserOf(null)
  expect((await late.goto(address))?.status()).toBe(404)
  await expect(late.getByRole('heading', { level: 1 })).toHaveText(gone)
})

test('the address is made and shown without script too', async ({ cast, browserOf }) => {
  const list = await createReadingList(cast.owner)
  const page = await browserOf(cast.owner, { javaScriptEnabled: false })
  await page.goto(paths.shareList(cast.team.slug, list))
  await page.getByRole('button', { name: 'Create an address' }).click()
  const address = await page.getByRole('textbox', { name: 'Address' }).inputValue()
  expect((await page.goto(address))?.status()).toBe(200)
})

test('every address that opens nothing has the same answer', async ({ cast, browserOf }) => {
  const list = await createReadingList(cast.editor)
  const make = () =>
    createShare(cast.editor, { subject: 'list', of: list.id, lifetime: '1', indexed: false })
  const [expired, revoked] = [await make(), await make()]
  const at = (id: string) => ({ where: { teamId_id: { teamId: cast.team.id, id } } })
  await db.share.update({ ...at(expired.id), data: { expiresAt: new Date(0) } })
  await db.share.update({ ...at(revoked.id), data: { revokedAt: new Date() } })
  const page = await browserOf(null)
  for (const token of ['unknown', expired.token, revoked.token, `public-${expired.token}`]) {
    const answer = await page.goto(paths.share(token))
    expect(answer?.status(), token).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(gone)
    expect(await page.title()).not.toContain(list.title)
  }
})

test('one that search engines may find says so', async ({ cast, browserOf }) => {
  const list = await createReadingList(cast.editor)
  const given = { subject: 'list', of: list.id, lifetime: 'never', indexed: true } as const
  const { token } = await createShare(cast.editor, given)
  const page = await browserOf(null)
  const answer = await page.goto(paths.share(token))
  expect(answer?.status()).toBe(200)
  expect(answer?.headers()['x-robots-tag']).toBeUndefined()
  await expect(page.locator('meta[name=robots]')).toHaveCount(0)
})

test('owners see all shares of the team; others have no such page', async ({ cast, browserOf }) => {
  const list = await createReadingList(cast.editor, { title: 'Open to all' })
  const given = { subject: 'list', of: list.id, lifetime: '30', indexed: false } as const
  const { token } = await createShare(cast.editor, given)
  const owner = await browserOf(cast.owner)
  await owner.goto(paths.teamShares(cast.team.slug))
  await expect(owner.getByRole('link', { name: 'Open to all' })).toBeVisible()
  await owner.getByRole('button', { name: /^Revoke/ }).click()
  await expect(owner.getByText(/Revoked on/)).toBeVisible()
  expect((await owner.goto(paths.share(token)))?.status()).toBe(404)
  const editor = await browserOf(cast.editor)
  expect((await editor.goto(paths.teamShares(cast.team.slug)))?.status()).toBe(404)
})

test('a name shows on public pages once its owner agrees', async ({ cast, browserOf }) => {
  const list = await createReadingList(cast.editor)
  const given = { subject: 'list', of: list.id, lifetime: '7', indexed: false } as const
  const { token } = await createShare(cast.owner, given)
  const page = await browserOf(cast.editor)
  await page.goto(paths.members(cast.team.slug))
  await page.getByLabel('Show my name on public pages').check()
  const form = page.locator('form').filter({ hasText: 'Show my name on public pages' })
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('main').getByText('Saved.', { exact: true })).toBeVisible()
  const stranger = await browserOf(null)
  await stranger.goto(paths.share(token))
  await expect(stranger.getByText(`Put together by ${cast.editor.name}`)).toBeVisible()
})

test('a stranger reads the public notes of a shared session, without script, and no others', async ({
  cast,
  browserOf,
}) => {
  const session = await createSession(cast.team.id, { title: 'A talk to share' })
  const given = { fromMs: 472_000, audience: 'public' } as const
  const { id } = await createAnnotation(cast.editor, session, { text: 'For everybody', ...given })
  await createAnnotation(cast.owner, session, { text: 'For the team' })
  await createAnnotation(cast.editor, session, { text: 'For me', audience: 'me' })
  const page = await browserOf(cast.editor)
  await page.goto(paths.session(cast.team.slug, session))
  await page.getByRole('link', { name: 'Share' }).click()
  await page.getByRole('button', { name: 'Create an address' }).click()
  const address = await page.getByRole('textbox', { name: 'Address' }).inputValue()

  const stranger = await browserOf(null, { javaScriptEnabled: false })
  expect((await stranger.goto(address))?.status()).toBe(200)
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('A talk to share')
  await expect(stranger.getByRole('listitem')).toHaveText(/Takeaway.*07:52.*For everybody/s)
  const html = await stranger.content()
  const { userId, name } = cast.editor
  for (const secret of [cast.team.slug, cast.team.id, userId, name, id, session.id, 'For the team'])
    expect(html).not.toContain(secret)
  await expect(stranger.getByRole('listitem').getByRole('link')).toHaveCount(0)

  const alternate = stranger.locator('link[rel=alternate]')
  await expect(alternate).toHaveAttribute('href', `${address}.atom`)
  await expect(stranger.getByRole('link', { name: 'Feed', exact: true })).toBeVisible()
  const feed = await stranger.request.get(`${address}.atom`)
  expect(feed.headers()['content-type']).toContain('application/atom+xml')
  const xml = await feed.text()
  expect(xml).toContain('<title>Takeaway · 07:52 · For everybody</title>')
  for (const secret of [cast.team.slug, cast.team.id, userId, name, id, session.id, 'For '])
    expect(xml.replaceAll('For everybody', '')).not.toContain(secret)
  const headers = { 'if-none-match': feed.headers().etag ?? '' }
  const same = await stranger.request.get(`${address}.atom`, { headers })
  expect([same.status(), await same.text()]).toEqual([304, ''])

  const where = { teamId_id: { teamId: cast.team.id, id } }
  await db.annotation.update({ where, data: { audience: 'team' } })
  await stranger.reload()
  await expect(stranger.getByText('For everybody')).toHaveCount(0)
  await expect(stranger.getByText('None of the notes')).toBeVisible()
  const empty = await stranger.request.get(`${address}.atom`, { headers })
  expect([empty.status(), (await empty.text()).includes('<entry>')]).toEqual([200, false])
  await db.share.updateMany({ where: { sessionId: session.id }, data: { revokedAt: new Date() } })
  expect((await stranger.request.get(`${address}.atom`)).status()).toBe(404)
})

test('a password is asked for by a plain form, and opens every form of one share', async ({
  cast,
  browserOf,
}) => {
  const list = await createReadingList(cast.editor, { title: 'Behind a password', count: 2 })
  const page = await browserOf(cast.editor)
  await page.goto(paths.shareList(cast.team.slug, list))
  await page.getByLabel(/^Password/).fill('correct horse')
  await page.getByRole('button', { name: 'Create an address' }).click()
  const address = await page.getByRole('textbox', { name: 'Address' }).inputValue()

  const stranger = await browserOf(null, { javaScriptEnabled: false })
  expect((await stranger.goto(address))?.status()).toBe(403)
  expect(await stranger.content()).not.toMatch(/Behind|Article/)
  expect((await stranger.request.get(`${address}.png`)).status()).toBe(404)
  await stranger.getByLabel('Password').fill('wrong horse')
  await stranger.getByRole('button', { name: 'Open' }).click()
  await expect(stranger.getByRole('alert')).toHaveText('This is not the password.')
  await stranger.getByLabel('Password').fill('correct horse')
  await stranger.getByRole('button', { name: 'Open' }).click()
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Behind a password')
  await stranger.getByRole('link', { name: 'As Markdown' }).click()
  await expect(stranger.getByText('# Behind a password')).toBeVisible()

  const origin = new URL(address).origin
  expect((await page.request.get(`${address}.atom`)).status()).toBe(401)
  const basic = (password: string) => ({
    authorization: `Basic ${Buffer.from(`reader:${password}`).toString('base64')}`,
  })
  const feed = await page.request.get(`${address}.atom`, { headers: basic('correct horse') })
  expect(feed.headers()['content-type']).toContain('application/atom+xml')
  expect(feed.headers()['x-robots-tag']).toContain('noindex')
  expect(await feed.text()).toContain(`<link rel="alternate" type="text/html" href="${origin}/s/`)
  const refused = await page.request.get(`${address}.md`, { headers: basic('wrong horse') })
  expect([refused.status(), await refused.text()]).toEqual([401, ''])

  await page.reload()
  await page.getByText('Change', { exact: true }).click()
  const change = page.getByRole('listitem').filter({ hasText: 'with a password' })
  await change.getByLabel(/^New password/).fill('another horse')
  await change.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('It counts from the next opening on.')).toBeVisible()
  expect((await stranger.goto(address))?.status()).toBe(403)
})

test('a list is for the members whom it names, without script too', async ({ cast, browserOf }) => {
  const list = await createReadingList(cast.editor, { title: 'For two of us' })
  const address = paths.list(cast.team.slug, list)
  const page = await browserOf(cast.editor, { javaScriptEnabled: false })
  const viewer = await browserOf(cast.viewer)
  expect((await viewer.goto(address))?.status()).toBe(200)
  await page.goto(paths.shareList(cast.team.slug, list))
  await page.getByRole('button', { name: 'Only for named members' }).click()
  for (const member of [cast.viewer, cast.owner]) {
    const browser = await browserOf(member)
    expect((await browser.goto(address))?.status()).toBe(404)
  }
  await page.getByLabel('Who').selectOption(cast.viewer.name)
  await page.getByLabel('As', { exact: true }).selectOption('Editor')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('A viewer of the team can only be a viewer here.')).toBeVisible()
  await page.getByLabel('As', { exact: true }).selectOption('Viewer')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: cast.viewer.name })).toBeVisible()
  expect((await viewer.goto(address))?.status()).toBe(200)
  await viewer.getByRole('link', { name: 'Share' }).click()
  await viewer.getByRole('button', { name: 'Leave this list' }).click()
  await expect(viewer.getByRole('heading', { level: 1 })).toHaveText('Reading lists')
  await expect(viewer.getByText('For two of us')).toHaveCount(0)
})

test('owners end several addresses at once, and take that back', async ({ cast, browserOf }) => {
  const list = await createReadingList(cast.editor)
  const make = () =>
    createShare(cast.editor, { subject: 'list', of: list.id, lifetime: '7', indexed: false })
  const tokens = [(await make()).token, (await make()).token, (await make()).token]
  const owner = await browserOf(cast.owner)
  const open = async () => {
    const answers = await Promise.all(tokens.map((token) => owner.request.get(paths.share(token))))
    return answers.filter((answer) => answer.ok()).length
  }
  await owner.goto(paths.teamShares(cast.team.slug))
  for (const at of [0, 1]) await owner.getByRole('checkbox').nth(at).check()
  await owner.getByRole('button', { name: 'Revoke the chosen' }).click()
  await expect(owner.getByText('Nothing opens there any more.')).toBeVisible()
  expect(await open()).toBe(1)
  await owner.getByRole('button', { name: 'Undo' }).click()
  await expect(owner.getByRole('button', { name: /^Revoke all 3/ })).toBeVisible()
  expect(await open()).toBe(3)
  await owner.getByRole('button', { name: /^Revoke all 3/ }).click()
  await expect(owner.getByRole('button', { name: /^Open again/ })).toHaveCount(3)
  expect(await open()).toBe(0)
})
