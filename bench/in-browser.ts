import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type BrowserContext, chromium } from '@playwright/test'
import { paths } from '@/lib/paths'
import type { seed } from './data'
import { median, page } from './load'

type World = Awaited<ReturnType<typeof seed>>

/** A browser of its own that is signed in by a cookie of `cookieOf`. */
export async function signedIn(
  cookie: string,
  base: string,
  flags: string[] = [],
): Promise<BrowserContext> {
  const context = await open(flags)
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await context.addCookies([{ name, value, url: base }])
  return context
}

async function open(flags: string[] = []): Promise<BrowserContext> {
  const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium'
  const browser = await chromium.launch({
    ...(existsSync(executablePath) ? { executablePath } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-sync',
      ...flags,
    ],
  })
  return browser.newContext()
}

/** gzip KiB of the scripts that the served HTML of a page names, beyond those of the bare page. */
export async function firstLoadJs(
  target: { url: string; cookie?: string },
  bare: string,
): Promise<number> {
  return (await scriptKib(target)) - (await scriptKib({ url: bare }))
}

/** gzip KiB of the scripts that the served HTML of a page names. */
export async function scriptKib(target: { url: string; cookie?: string }): Promise<number> {
  const html = await page(target)
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.js)(?:\?[^"]*)?"/g)].map(([, src]) => src)
  // Browsers that know modules do not load the polyfills
  const sources = [...new Set(named)].filter(
    (src) => !new RegExp(`noModule[^>]*${src}|${src}"[^>]*noModule`, 'i').test(html),
  )
  let bytes = 0
  for (const src of sources) {
    const text = await fetch(new URL(src ?? '', target.url)).then((answer) => answer.arrayBuffer())
    bytes += gzipSync(Buffer.from(text), { level: 9 }).length
  }
  return bytes / 1024
}

/** Milliseconds from a click, after 150 ms of hover, until the next page's main heading is there. */
async function clickToHeading(context: BrowserContext, url: string, link: string, heading: string) {
  const tab = await context.newPage()
  const times: number[] = []
  for (let round = 0; round < 12; round++) {
    await tab.goto(url)
    // Not until the network is idle: a live page never is
    await tab.waitForTimeout(700)
    const anchor = tab.locator(link).first()
    await anchor.hover()
    await tab.waitForTimeout(150)
    times.push(
      await anchor.evaluate(
        (element, wanted) =>
          new Promise<number>((resolve) => {
            const start = performance.now()
            const watcher = new MutationObserver(() => {
              if (!document.querySelector('h1')?.textContent?.includes(wanted)) return
              watcher.disconnect()
              resolve(performance.now() - start)
            })
            watcher.observe(document, { childList: true, subtree: true, characterData: true })
            ;(element as HTMLElement).click()
          }),
        heading,
      ),
    )
  }
  await tab.close()
  return median(times.slice(2))
}

/** Programme to talk, over the same between two static pages of the bare app. */
export async function navigationRatio(world: World, base: string, bare: string): Promise<number> {
  const context = await signedIn(world.cookie, base)
  const programme = paths.conference(world.team.slug, world.conference, { day: world.day })
  const session = 'main a[href*="/sessions/session-"]'
  try {
    const ours = await clickToHeading(context, base + programme, session, 'Session ')
    return ours / (await clickToHeading(context, `${bare}/static/one`, 'a', 'Two'))
  } finally {
    await context.browser()?.close()
  }
}
