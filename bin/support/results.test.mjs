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
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'failed', fullName: 'counts', failureMessages: ['\u001b[31m1 is not 2\nat x'] },
          { status: 'passed', fullName: 'adds' },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      { name: 'c.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  })
  expect(readVitest(file)).toEqual({
    passed: 3,
    failed: 2,
    skipped: 3,
    failures: [
      '✗ a.test.ts › counts\n    1 is not 2\n    at x',
      '✗ b.test.ts › is not loaded\n    no such module',
    ],
  })
})

test('one browser test may need a second try, which is told; a third of the kind, or no test, is red', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 2, skipped: 2 }
  const spec = (/** @type {string} */ title, /** @type {string} */ status) => ({
    title,
    tests: [{ status, results: [{}, { error: { message: `no ${title}` } }] }],
  })
  const suites = [
    { file: 'a.spec.ts', specs: [spec('pass', 'expected'), spec('fail', 'unexpected')] },
    { file: 'b.spec.ts', suites: [{ file: 'b.spec.ts', specs: [spec('again', 'flaky')] }] },
  ]
  expect(readPlaywright(written({ stats, errors: [], suites }))).toEqual({
    passed: 7,
    failed: 1,
    skipped: 2,
    failures: [
      '✗ a.spec.ts › fail\n    no fail',
      '✗ b.spec.ts › again (passed at the second try)\n    no again',
    ],
  })
  const unsteady = { ...stats, unexpected: 0, flaky: 3 }
  expect(readPlaywright(written({ stats: unsteady, errors: [], suites }))).toMatchObject({
    passed: 5,
    failed: 3,
  })
  const none = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }
  expect(readPlaywright(written({ stats: none, errors: [{}] })).failed).toBe(1)
})
