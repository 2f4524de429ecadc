import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { run, runNode } from './processes.mjs'
import { commandOf, PlainError, projectRequire, say } from './project.mjs'

/**
 * A browser for the browser tests: one that is there, or one installed by the way this machine has.
 * @param {{ onStart?: (identity: import('./processes.mjs').Identity) => void }} [options]
 * @returns {Promise<string>} its program
 */
export async function findBrowser(options) {
  const there = usable()
  if (there) return there

  say('Installing a browser for the browser tests…')
  // Without a network to its host this gives up soon; then the system's packages are tried.
  await runNode([commandOf('@playwright/test', 'playwright'), 'install', 'chromium'], {
    ...options,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' },
  }).catch(() => undefined)
  const own = usable()
  if (own) return own

  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-q'], { ...options, env })
    await run(
      'apt-get',
      ['install', '-q', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
      { ...options, env },
    )
    const packaged = usable()
    if (packaged) return packaged
  }
  throw new PlainError(`No browser for the browser tests was found, and none could be installed. Run this, then npm test again:
  ${existsSync('/usr/bin/apt-get') ? 'sudo apt-get update && sudo apt-get install -y chromium fonts-noto-cjk' : 'npx playwright install --with-deps chromium'}`)
}

function usable() {
  /** @type {{ chromium: { executablePath: () => string } }} */
  const { chromium } = projectRequire('@playwright/test')
  const candidates = [
    process.env.CHROME_PATH,
    chromium.executablePath(),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  return candidates.find((file) => {
    if (!file || !existsSync(file)) return false
    // A program without its libraries exists, and does not start.
    return spawnSync(file, ['--version'], { timeout: 30_000 }).status === 0
  })
}
