import { existsSync } from 'node:fs'
import { register } from 'node:module'
import { defineConfig } from '@playwright/test'

// Specs make their own data with the product's code, outside of Next's bundler.
register('./e2e/support/resolve.mjs', import.meta.url)

// `npm test` starts a production server on a fresh database and says where it is (HALLWAY_URL,
// DATABASE_URL, AUTH_SECRET). To run one spec against a server of your own, set the same three.
const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const executablePath = process.env.CHROME_PATH ?? installed
// What a browser needs to run as root and without a network
const asRoot = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']

export default defineConfig({
  testDir: 'e2e',
  tsconfig: './prisma/tsconfig.json',
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  // Two cores and a browser do not always keep time: what needed it is told at the end of the run
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['line'], ['json']] : 'line',
  use: {
    baseURL: process.env.HALLWAY_URL ?? 'http://localhost:3000',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [...(process.getuid?.() === 0 ? asRoot : []), ...quiet],
    },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
})
