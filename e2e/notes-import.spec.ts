import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { paths } from '@/lib/paths'
import { expect, test } from './support/test'

const notes = `# Cloud Days 2026

## 2026-11-10

### Sandboxes in production - Ada Byron, Engines
Three mechanisms carry the weight. Ada was quick here.

问题1：和 harbor 有什么区别？
    It is more flexible.

插入照片。

### 个人感想
I want to work there.
`

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

for (const javaScriptEnabled of [true, false]) {
  test(`pasted notes are reviewed, corrected, imported and undone, ${
    javaScriptEnabled ? 'with' : 'without'
  } script`, async ({ cast, browserOf }) => {
    const page = await browserOf(cast.editor, { javaScriptEnabled })
    const { slug, id: teamId } = cast.team
    await page.goto(paths.imports(slug))
    await page.getByLabel('Or paste text or an address').fill(notes)
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Preview: Cloud Days 2026')
    const own = region(page, '个人感想')
    await expect(own.getByLabel('For', { exact: true })).toHaveValue('me')

    // Correct a sentence; save; then leave one section out, and confirm without saving first
    const talk = region(page, 'Sandboxes in production')
    await talk.getByText('3 annotations').click()
    await talk.getByLabel('Kind of what stands in line 6').selectOption('split')
    await page.getByRole('button', { name: 'Save corrections' }).click()
    await expect(page.getByText('Your corrections are kept.').first()).toBeVisible()
    if (!javaScriptEnabled) await talk.getByText('4 annotations').click()
    await talk.getByLabel('Kind of what stands in line 6').last().selectOption('decision')
    await talk.getByLabel('For whom what stands in line 6 is').last().selectOption('me')
    await own.getByLabel('Goes to').selectOption('leave')
    await page
      .getByRole('button', { name: /^Import \d+ annotations/ })
      .last()
      .click()
    await expect(page.getByText('What was done')).toBeVisible()
    const rows = await db.annotation.findMany({
      where: { teamId },
      orderBy: { orderKey: 'asc' },
      select: { kind: true, audience: true, bodySource: true, answerSource: true },
    })
    expect(rows.map(({ kind, audience }) => `${kind} ${audience}`)).toEqual([
      ...['takeaway team', 'decision me', 'question team', 'photo team'],
    ])
    expect(rows[2]?.answerSource).toBe('It is more flexible.')

    await page.getByRole('link', { name: 'Sandboxes in production' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sandboxes in production')
    await expect(page.getByText('Three mechanisms carry the weight.')).toBeVisible()
    await page.goBack()
    await page.getByRole('button', { name: 'Undo this import' }).click()
    await expect(page.getByText('4 annotations were removed and 1 session.')).toBeVisible()
    expect(await db.annotation.count({ where: { teamId } })).toBe(0)
  })
}

test('what was taken for links can be read as notes, and the other way round', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  const list = Array.from({ length: 6 }, (_, at) => `- [Talk ${at}](https://example.org/${at})`)
  await page.goto(paths.imports(cast.team.slug))
  const buffer = Buffer.from(`# Links of the day\n\n${list.join('\n')}\n`)
  const file = { name: 'links.md', mimeType: 'text/markdown', buffer }
  await page.getByLabel('File', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('button', { name: 'Import 6 links' })).toBeVisible()
  await page.getByText('Change where the links go').click()
  await page.getByRole('button', { name: 'Read it as notes' }).click()
  await expect(page.getByRole('button', { name: 'Import 6 annotations' }).first()).toBeVisible()
  await page.getByText('Change the conference, its days').click()
  await page.getByRole('button', { name: 'Read it as a list of links' }).click()
  await expect(page.getByRole('button', { name: 'Import 6 links' })).toBeVisible()
})
