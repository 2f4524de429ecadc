import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { slugId } from '@/lib/ids'
import { createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

type Cast = { team: { id: string; slug: string } }

async function talkOf({ team }: Cast) {
  const session = await createSession(team.id)
  return `/t/${team.slug}/sessions/${slugId(session.slug, session.id)}`
}

const composer = (page: Page) => page.getByRole('form', { name: 'Your annotation' })
const field = (page: Page) => composer(page).getByRole('textbox', { name: 'Your annotation' })
const state = (page: Page) => composer(page).getByRole('status')
const waiting = (page: Page) => page.locator('.note-waiting')
const bodies = async ({ team }: Cast) =>
  (await db.annotation.findMany({ where: { teamId: team.id } })).map((it) => it.bodySource).sort()

/** Pastes as a person does: the browser asks the clipboard, we answer. */
async function paste(page: Page, data: Record<string, string>) {
  await field(page).evaluate((area, kinds) => {
    const clipboardData = new DataTransfer()
    for (const [kind, text] of Object.entries(kinds)) clipboardData.setData(kind, text)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    area.dispatchEvent(event)
  }, data)
}

test('keys: a opens the composer, Enter goes on with a list, undo takes it back', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  await page.goto(await talkOf(cast))
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('a')
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('a list:\n- seccomp\nAppArmor')
  await expect(field(page)).toHaveValue('a list:\n- seccomp\n- AppArmor')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('a list:\n- seccomp\n- AppArmor\n')
  await page.keyboard.press('Control+z')
  await expect(field(page)).toHaveValue('a list:\n- seccomp\n- AppArmor\n- ')
})

test('an address pasted on words is a link; what has structure arrives as Markdown', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  await page.goto(await talkOf(cast))
  await field(page).fill('the paper')
  await field(page).selectText()
  await paste(page, { 'text/plain': 'https://example.org/a' })
  await expect(field(page)).toHaveValue('[the paper](https://example.org/a)')
  await field(page).fill('')
  await paste(page, {
    'text/plain': 'Two ways one two',
    'text/html':
      '<h2>Two ways</h2><ul><li>one <b>bold</b></li><li><a href="https://example.org">two</a></li></ul><img src="https://example.org/x.png" onerror="window.hurt=1"><script>window.hurt=1</script>',
  })
  await expect(field(page)).toHaveValue(
    /^## Two ways\n\n-\s+one \*\*bold\*\*\n-\s+\[two\]\(https:\/\/example\.org\/?\)$/,
  )
  expect(await page.evaluate(() => 'hurt' in window)).toBe(false)
})

test('two tabs write two drafts; what a closed one leaves, the next takes over', async ({
  cast,
  browserOf,
}) => {
  const first = await browserOf(cast.editor)
  const address = await talkOf(cast)
  await first.goto(address)
  await field(first).fill('In the first tab')
  await expect(state(first)).toHaveText('Draft kept on this device')

  const second = await first.context().newPage()
  await second.goto(address)
  await expect(field(second)).toHaveValue('')
  await field(second).fill('In the second tab')
  await expect(state(second)).toHaveText('Draft kept on this device')
  await first.reload()
  await expect(field(first)).toHaveValue('In the first tab')

  await second.close()
  const third = await first.context().newPage()
  await third.goto(address)
  await expect(field(third)).toHaveValue('In the second tab')
  await field(third).press('Control+Enter')
  await expect(state(third)).toHaveText(/Saved/)
  await field(first).press('Control+Enter')
  await expect(state(first)).toHaveText(/Saved/)
  expect(await bodies(cast)).toEqual(['In the first tab', 'In the second tab'])
})

test('offline one writes on; back on line everything goes out once, in order', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  await page.goto(await talkOf(cast))
  await field(page).fill('Begun on line')
  await expect(state(page)).toHaveText('Draft kept on this device')
  await page.context().setOffline(true)
  const texts = ['One', 'Two', 'Three']
  for (const text of texts) {
    await field(page).fill(text)
    await field(page).press('Control+Enter')
    await expect(field(page)).toHaveValue('')
  }
  await expect(waiting(page)).toHaveCount(3)
  await expect(state(page)).toHaveText(/Not saved yet, kept on this device/)
  await page.context().setOffline(false)
  await expect(waiting(page)).toHaveCount(0)
  await expect(page.getByRole('article')).toHaveText([/One/, /Two/, /Three/])
  expect(await bodies(cast)).toEqual([...texts].sort())
})

test('a slide is typed at the start, and leads to it where the slides are known', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  const slidesUrl = 'https://example.org/slides.pdf'
  const session = await createSession(cast.team.id, { slidesUrl })
  await page.goto(`/t/${cast.team.slug}/sessions/${slugId(session.slug, session.id)}`)
  await field(page).fill('/12 ? Who signs the images')
  await expect(composer(page).getByLabel('Kind')).toHaveValue('question')
  await field(page).press('Control+Enter')
  const slide = page.getByRole('article').getByRole('link', { name: 'slide 12' })
  await expect(slide).toHaveAttribute('href', `${slidesUrl}#page=12`)
  expect(await bodies(cast)).toEqual(['Who signs the images'])
})

test('what is refused comes back to be changed, and nothing begun meanwhile is lost', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  await page.goto(await talkOf(cast))
  await composer(page).getByLabel('Kind').selectOption('Photo')
  await field(page).fill('The architecture')
  await composer(page).getByLabel('Slide').fill('twelve')
  await field(page).press('Control+Enter')
  await expect(state(page)).toHaveText(/Not saved\. .*A slide is a whole number/)
  await expect(field(page)).toHaveValue('The architecture')
  await expect(composer(page).getByLabel('Slide')).toHaveAttribute('aria-invalid', 'true')

  // Held up on its way, and the next sentence is begun already when the refusal arrives
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/v1/**/annotations/**', async (route) => {
    await held
    await route.continue()
  })
  await field(page).press('Control+Enter')
  await expect(field(page)).toHaveValue('')
  await field(page).fill('The next sentence')
  answer()
  await expect(waiting(page)).toHaveText(/Not saved\./)
  await waiting(page).getByRole('button', { name: 'Change it' }).click()
  await expect(field(page)).toHaveValue('The architecture')
  await composer(page).getByLabel('Slide').fill('12')
  await field(page).press('Control+Enter')
  await expect(page.getByRole('article')).toHaveText(/slide 12.*The architecture/s)
  await expect(field(page)).toHaveValue('The next sentence')
})
