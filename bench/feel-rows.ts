import type { CDPSession, Page } from '@playwright/test'
import { editAnnotation } from '@/features/annotations/mutations'
import { editAnnotationInput } from '@/features/annotations/schema'
import { paths } from '@/lib/paths'
import { signedIn } from './in-browser'
import type { LargeSession } from './large-session'
import { median, quantile } from './load'

// How the largest session feels: what a key costs, when words that are saved are seen, and whether a
// tab that has listened for long is still small.

const sentence = 'They stopped the weekly change board: it approved everything, a week late. '
const events = 3_600

type Typed = { key: number; longTasks: number }

/** A processor a quarter as fast, as in a phone. */
async function slowDown(page: Page): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  return devtools
}

/**
 * Types into the focused field: milliseconds from a key until the browser has drawn what came of it
 * (the value below which 95 % lie), and how long tasks of more than 50 ms took together.
 */
async function type(page: Page): Promise<Typed> {
  await slowDown(page)
  // What opening the page still does is measured elsewhere
  await page.waitForTimeout(2_500)
  await page.evaluate(() => {
    const seen = { keys: [] as number[], longTasks: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longTasks += duration
    }).observe({ type: 'longtask' })
    const drawn = new MessageChannel()
    let start = 0
    drawn.port1.onmessage = () => seen.keys.push(performance.now() - start)
    window.addEventListener(
      'keydown',
      () => {
        start = performance.now()
        requestAnimationFrame(() => drawn.port2.postMessage(null))
      },
      { capture: true },
    )
  })
  await page.keyboard.type(sentence.repeat(3), { delay: 25 })
  const { keys, longTasks } = await page.evaluate(
    () => (window as unknown as { seen: { keys: number[]; longTasks: number } }).seen,
  )
  return { key: quantile(keys, 0.95), longTasks }
}

/** Typing in the composer, over the same in a page that holds a textarea and nothing else. */
export async function typing({ team, talk, cookie }: LargeSession, base: string) {
  const context = await signedIn(cookie, base)
  try {
    const rounds: { ours: Typed; bare: Typed }[] = []
    for (let round = 0; round < 3; round++) {
      const empty = await context.newPage()
      await empty.setContent('<textarea rows="3" autofocus></textarea>')
      await empty.locator('textarea').focus()
      const bare = await type(empty)
      await empty.close()
      const page = await context.newPage()
      await page.goto(base + paths.session(team.slug, talk))
      await page.locator('#composer [name=text]').focus()
      rounds.push({ ours: await type(page), bare })
      await page.locator('#composer [name=text]').fill('')
      await page.close()
    }
    return {
      ratio: median(rounds.map(({ ours, bare }) => ours.key / bare.key)),
      longTasks: median(rounds.map(({ ours, bare }) => ours.longTasks - bare.longTasks)),
    }
  } finally {
    await context.browser()?.close()
  }
}

/** Milliseconds from the keys that save until the words stand in the column. */
export async function savingShows({ team, talk, cookie }: LargeSession, base: string) {
  const context = await signedIn(cookie, base)
  try {
    const page = await context.newPage()
    await page.goto(`${base}${paths.session(team.slug, talk)}?page=8`)
    const area = page.locator('#composer [name=text]')
    await slowDown(page)
    const times: number[] = []
    for (let round = 0; round < 12; round++) {
      const words = `Shown at once ${round}`
      await area.fill(words)
      await page.evaluate((wanted) => {
        const shown = new Promise<number>((resolve) => {
          let start = 0
          const seen = new MutationObserver(() => {
            if (!document.querySelector('.notes')?.textContent?.includes(wanted)) return
            seen.disconnect()
            resolve(performance.now() - start)
          })
          seen.observe(document.body, { childList: true, subtree: true, characterData: true })
          window.addEventListener(
            'keydown',
            () => {
              start = performance.now()
            },
            { capture: true, once: true },
          )
        })
        Object.assign(window, { shown })
      }, words)
      await area.press('Control+Enter')
      times.push(await page.evaluate(() => (window as unknown as { shown: number }).shown))
      await page.waitForFunction(() => !document.querySelector('.note-waiting'))
    }
    return median(times.slice(2))
  } finally {
    await context.browser()?.close()
  }
}

/** How much larger a tab's heap is after an hour's worth of live events in a minute. */
export async function heapGrowth(world: LargeSession, base: string) {
  // Machine code for what runs again and again would count as growth
  const context = await signedIn(world.cookie, base, [
    '--js-flags=--no-opt,--no-sparkplug,--no-maglev',
  ])
  try {
    const page = await context.newPage()
    await page.goto(base + paths.session(world.team.slug, world.talk))
    const devtools = await context.newCDPSession(page)
    const heap = async () => {
      await devtools.send('HeapProfiler.collectGarbage')
      return (await devtools.send('Runtime.getHeapUsage')).usedSize
    }
    // What a first event brings with it is no growth
    let revision = await edit(world, 1, 60)
    await page.waitForTimeout(3_000)
    const before = await heap()
    revision = await edit(world, revision, events)
    await page.waitForTimeout(3_000)
    return (await heap()) / before
  } finally {
    await context.browser()?.close()
  }
}

/** Somebody changes their words again and again, sixty times a second; answers the last revision. */
async function edit({ edited: { id, author } }: LargeSession, from: number, times: number) {
  const start = performance.now()
  for (let count = 0; count < times; count++) {
    const input = editAnnotationInput.parse({
      id,
      revision: from + count,
      text: `Changed ${from + count} times`,
      audience: 'team',
    })
    await editAnnotation(author, input)
    const early = start + ((count + 1) * 60_000) / events - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
  }
  return from + times
}
