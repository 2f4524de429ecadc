import { readFileSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Counts */

const LINES = 30
/** So many browser tests of a run may have needed a second try before the run is red. */
const MOST_RETRIED = 2

/**
 * The counts in a report of Vitest's `json` reporter, and what failed. A file that could not be
 * loaded has no tests to fail; it counts as one that failed.
 * @param {string} file
 * @returns {Counts}
 */
export function readVitest(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'))
  /** @type {{ name: string, status: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] }[] }[]} */
  const files = report.testResults
  const broken = files.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  const failed = files.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => told(name, fullName, failureMessages?.[0])),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...failed,
      ...broken.map(({ name, message }) => told(name, 'is not loaded', message)),
    ],
  }
}

/**
 * The counts in a report of Playwright's `json` reporter, and what failed. What passed at the second
 * try is told among the failures, and passed, unless there are more of the kind than chance explains.
 * @param {string} file
 * @returns {Counts}
 */
export function readPlaywright(file) {
  const { stats, errors, suites = [] } = JSON.parse(readFileSync(file, 'utf8'))
  const unsteady = stats.flaky > MOST_RETRIED
  const failed = stats.unexpected + (unsteady ? stats.flaky : 0)
  return {
    passed: stats.expected + (unsteady ? 0 : stats.flaky),
    failed: failed || (errors.length > 0 ? 1 : 0),
    skipped: stats.skipped,
    failures: suites.flatMap(failuresOf),
  }
}

/**
 * @typedef {{ file: string, specs?: { title: string, tests: { status: string, results: { error?: { message?: string } }[] }[] }[], suites?: Suite[] }} Suite
 * @param {Suite} suite
 * @returns {string[]}
 */
function failuresOf({ file, specs = [], suites = [] }) {
  const here = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status, results }) => {
        const again = status === 'flaky' ? ' (passed at the second try)' : ''
        return told(file, title + again, results.find((one) => one.error)?.error?.message)
      }),
  )
  return [...here, ...suites.flatMap(failuresOf)]
}

/** @param {string} file @param {string} test @param {string} [message] */
function told(file, test, message = '') {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, LINES)
  const place = path.isAbsolute(file) ? path.relative(process.cwd(), file) : file
  return [`✗ ${place} › ${test}`, ...lines.map((line) => `    ${line}`)].join('\n')
}
