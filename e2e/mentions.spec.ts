import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { paths } from '@/lib/paths'
import { createMember, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

const composer = (page: Page) => page.getByRole('form', { name: 'Your annotation' })
// While the list is open the field is a combobox
const field = (page: Page) => composer(page).locator('[name="text"]')
const list = (page: Page) => page.getByRole('listbox')
const option = (page: Page, name: string) => list(page).getByRole('option', { name })
const card = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text })

test('a person and a topic, completed by keys: told in the inbox, collected on a page', async ({
  cast,
  browserOf,
}) => {
  const session = await createSession(cast.team.id)
  const address = paths.session(cast.team.slug, session)
  await createMember(cast.team.id, 'commenter', { name: '王小明' })
  const page = await browserOf(cast.editor)
  await page.goto(address)
  await field(page).click()
  await page.keyboard.type('- ask @o')
  await expect(option(page, 'Olga Owner')).toHaveAttribute('aria-selected', 'true')
  await expect(field(page)).toHaveAttribute('aria-expanded', 'true')
  const active = await field(page).getAttribute('aria-activedescendant')
  await expect(option(page, 'Olga Owner')).toHaveAttribute('id', active ?? '')
  // Enter chooses, and neither goes on with the list nor saves; undo takes the choice back
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('- ask @Olga Owner ')
  await expect(list(page)).toHaveCount(0)
  await expect(field(page)).not.toHaveAttribute('role')
  await page.keyboard.press('Control+z')
  await expect(field(page)).toHaveValue('- ask @o')
  await page.keyboard.press('Escape')
  await field(page).fill('Ask ')
  await field(page).press('End')

  // Everybody but oneself; the arrows go round; Escape leaves what is typed
  await page.keyboard.type('@')
  await expect(list(page).getByRole('option')).toHaveText([
    /Carl Commenter/,
    /Olga Owner/,
    /Vera Viewer/,
    /王小明/,
  ])
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Tab')
  await page.keyboard.type('or @')
  await expect(list(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(list(page)).toHaveCount(0)
  await page.keyboard.type('olga owner about #etcd')
  await expect(field(page)).toHaveValue('Ask @王小明 or @olga owner about #etcd')
  await page.keyboard.press('Control+Enter')
  const written = card(page, 'about #etcd')
  await expect(written.getByText('@Olga Owner')).toHaveClass('mention')

  const olga = await browserOf(cast.owner)
  await olga.goto(paths.inbox(cast.team.slug))
  await expect(olga.getByText(/Edda Editor mentioned you on/)).toBeVisible()
  await olga.getByRole('main').getByRole('link', { name: session.title }).click()
  await expect(card(olga, 'about #etcd').getByText('@Olga Owner')).toHaveClass(/mention-you/)
  await card(olga, 'about #etcd').getByRole('link', { name: '#etcd' }).click()
  await expect(olga.getByRole('heading', { level: 1 })).toHaveText('#etcd')
  await expect(olga.getByRole('article')).toHaveText(/Edda Editor.*@王小明.*Three years of/s)
  expect(olga.url()).toMatch(/\/topics\/etcd-/)

  // In a comment, by a tap
  await page.goto(address)
  const comment = page.getByLabel('New comment')
  await comment.pressSequentially('see #et')
  await option(page, 'etcd').click()
  await comment.pressSequentially('and @vera')
  await option(page, 'Vera Viewer').click()
  await expect(comment).toHaveValue('see #etcd and @Vera Viewer ')
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(page.locator('#discussion').getByRole('link', { name: '#etcd' })).toBeVisible()
  expect(await db.notice.count({ where: { userId: cast.viewer.userId } })).toBe(1)
})

test('no key chooses while an input method composes; the list fits on a phone', async ({
  cast,
  browserOf,
}) => {
  const session = await createSession(cast.team.id)
  await createMember(cast.team.id, 'commenter', { name: '王小明' })
  await createMember(cast.team.id, 'commenter', { name: '小明' })
  const page = await browserOf(cast.editor, { viewport: { width: 360, height: 640 } })
  await page.goto(paths.session(cast.team.slug, session))
  await field(page).click()
  await page.keyboard.type('谢谢@')
  await expect(list(page)).toBeVisible()
  const typing = await page.context().newCDPSession(page)
  // As the keyboards of phones do with every word
  const compose = (text: string) =>
    typing.send('Input.imeSetComposition', { text, selectionStart: 4, selectionEnd: 4 })
  await compose('carl')
  await expect(list(page).getByRole('option')).toHaveText([/Carl/])
  await compose('xiao')
  await field(page).evaluate((area) => {
    for (const key of ['ArrowDown', 'Enter', 'Tab', 'Escape']) {
      const keys = { key, bubbles: true, cancelable: true, isComposing: true, keyCode: 229 }
      const event = new KeyboardEvent('keydown', keys)
      area.dispatchEvent(event)
      if (event.defaultPrevented) throw new Error(`${key} was taken`)
    }
  })
  await typing.send('Input.insertText', { text: '小' })
  await expect(list(page).getByRole('option')).toHaveText([/^小/, /王小明/])
  const box = await list(page).boundingBox()
  expect(box && box.x >= 0 && box.x + box.width <= 360 && box.y >= 0).toBe(true)
  expect(box && box.y + box.height <= 640).toBe(true)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('谢谢@王小明 ')
})
