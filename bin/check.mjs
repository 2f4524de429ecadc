#!/usr/bin/env node
// `npm run check`: what should hold before each commit; well under a minute.
import { checkNode, generate, install } from './support/prepare.mjs'
import { endAll } from './support/processes.mjs'
import { PlainError, say } from './support/project.mjs'
import {
  checkArchitecture,
  checkArchitectureTest,
  checkLint,
  checkTypes,
} from './support/static-checks.mjs'

process.once('SIGINT', () => endAll().then(() => process.exit(130)))

try {
  checkNode()
  await install()
  await generate()
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  say(error.message)
  process.exit(1)
}

const checks = {
  'lint and format': checkLint,
  types: checkTypes,
  architecture: checkArchitecture,
  'architecture.test.ts': checkArchitectureTest,
}

let failed = false
await Promise.all(
  Object.entries(checks).map(async ([name, check]) => {
    const { ok, output } = await check()
    failed ||= !ok
    console.log(ok ? `✓ ${name}` : `✗ ${name}\n${output.trim()}\n`)
  }),
)
if (failed) {
  say('Something is to be done. `npm run format` puts the format right.')
  process.exitCode = 1
}
