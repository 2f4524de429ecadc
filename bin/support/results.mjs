import { readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * The counts in a report of Vitest's `json` reporter. A file that could not be loaded has no tests
 * to fail; it counts as one that failed.
 * @param {string} file
 * @returns {Counts}
 */
export function readVitest(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'))
  /** @type {{ status: string, assertionResults: unknown[] }[]} */
  const files = report.testResults
  const broken = files.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * The counts in a report of Playwright's `json` reporter. A test that passed at the second try failed.
 * @param {string} file
 * @returns {Counts}
 */
export function readPlaywright(file) {
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'))
  const failed = stats.unexpected + stats.flaky
  return {
    passed: stats.expected,
    failed: failed || (errors.length > 0 ? 1 : 0),
    skipped: stats.skipped,
  }
}
