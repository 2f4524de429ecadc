import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the clone. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** Where the embedded database, files and secrets live: HALLWAY_DATA or `.hallway/` in the clone. */
export function dataFolder() {
  return path.resolve(root, process.env.HALLWAY_DATA || '.hallway')
}

/**
 * The JavaScript file behind a command of an installed package, so that it can be run with this
 * very Node, without a shell and without npx.
 * @param {string} packageName for example `next`
 * @param {string} [command] when it differs from the package's name
 */
export function commandOf(packageName, command = packageName) {
  const folder = path.join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return path.join(folder, typeof bin === 'string' ? bin : bin[command])
}

/** Resolves modules as the project's own code does. */
export const projectRequire = createRequire(path.join(root, 'package.json'))

/** A mistake or a state that the person at the terminal can act on; printed without a stack. */
export class PlainError extends Error {}

/**
 * Prints a progress line; standard output is kept for results.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`)
}
