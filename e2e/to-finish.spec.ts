import { db } from '@/lib/db'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

test('what is open is ticked, answered and found again in one place', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  const session = await createSession(cast.team.id)
  const dueOn = new Date('2020-01-31')
  const it = { kind: 'follow_up', ownerId: cast.editor.userId } as const
  const task = await createAnnotation(cast.owner, session, { ...it, text: 'Try the lab', dueOn })
  await createAnnotation(cast.owner, session, { kind: 'question', text: 'Why not BPF?' })
  await createAnnotation(cast.owner, session, { kind: 'gap', text: '', audience: 'me' })

  await page.goto(paths.team(cast.team.slug))
  await page.getByRole('link', { name: 'Everything to finish' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'To finish' })).toBeVisible()
  const row = page.getByRole('listitem').filter({ hasText: 'Try the lab' })
  await expect(row).toContainText('Promised by Edda Editor')
  await expect(row).toContainText('overdue since')
  const link = page.getByRole('navigation', { name: 'Main navigation' }).first()
  await expect(link.getByRole('link', { name: 'Follow-ups 1' })).toBeVisible()
  await row.getByRole('button', { name: 'Mark as done: Try the lab' }).click()
  await expect(page.getByText('Nothing is left to finish')).toBeVisible()
  const where = { teamId_id: { teamId: cast.team.id, id: task.id } }
  expect((await db.annotation.findUnique({ where }))?.closedById).toBe(cast.editor.userId)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toBeVisible()

  await page.getByRole('link', { name: 'The team’s' }).click()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'Follow-ups 1',
    'Open questions 1',
  ])
  await page.getByRole('link', { name: 'Answer: Why not BPF?' }).click()
  await page.getByLabel('Your answer').fill('Because of the kernel')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByRole('article').getByText('Because of the kernel')).toBeVisible()
})

test('without script: ticked, and gone from the list', async ({ cast, browserOf }) => {
  const page = await browserOf(cast.viewer, { javaScriptEnabled: false })
  const session = await createSession(cast.team.id)
  const own = { kind: 'follow_up', audience: 'me' } as const
  await createAnnotation(cast.viewer, session, { ...own, text: '自己试试 iptables' })
  await createAnnotation(cast.editor, session, { ...own, text: 'Nobody else’s business' })
  await page.goto(paths.toFinish(cast.team.slug))
  await page.getByRole('button', { name: 'Mark as done: 自己试试 iptables' }).click()
  await expect(page.getByText('Nothing is left to finish')).toBeVisible()
  await page.goto(paths.toFinish(cast.team.slug, { of: 'team' }))
  expect(await page.content()).not.toContain('business')
})
