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
  await expect(stranger.getByRole('link')).toHaveText(['Article 1', 'Article 2', 'Article 3'])
  const html = await stranger.content()
  for (const secret of [cast.team.slug, cast.team.id, cast.editor.name, list.id]) {
    expect(html.split(secret).length - 1, secret).toBe(
      // The ids in the addresses of the made-up links are the links' own
      secret === list.id ? html.split(`example.org/${list.id}`).length - 1 : 0,
    )
  }

  await page.reload()
  await expect(field).toHaveCount(0)
  await expect(page.getByText('opened once')).toBeVisible()
  await page.getByRole('button', { name: /^Revoke/ }).click()
  await expect(page.getByText('The address opens nothing any more.')).toBeVisible()
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
  await expect(stranger.getByRole('link')).toHaveCount(0)

  const where = { teamId_id: { teamId: cast.team.id, id } }
  await db.annotation.update({ where, data: { audience: 'team' } })
  await stranger.reload()
  await expect(stranger.getByText('For everybody')).toHaveCount(0)
  await expect(stranger.getByText('None of the notes')).toBeVisible()
})
