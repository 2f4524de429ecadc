import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPlaywright, readVitest } from './results.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'hallway-results-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** @param {unknown} report */
function written(report) {
  const file = path.join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(report))
  return file
}

test('a test file that cannot be loaded counts as a failure', () => {
  const file = written({
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ],
  })
  expect(readVitest(file)).toEqual({ passed: 3, failed: 2, skipped: 3 })
})

test('a browser test that passed only at the second try failed, and so did a run without tests', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
  expect(readPlaywright(written({ stats, errors: [] }))).toEqual({
    passed: 5,
    failed: 2,
    skipped: 2,
  })
  const none = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }
  expect(readPlaywright(written({ stats: none, errors: [{}] })).failed).toBe(1)
})
