// The checks that need no database, shared by `npm run check` and `npm test`.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { runNode } from './processes.mjs'
import { commandOf, root } from './project.mjs'

/** @typedef {{ ok: boolean, output: string }} Result */

/** Lint and format, by Biome. @returns {Promise<Result>} */
export async function checkLint() {
  const { code, output } = await runNode([
    commandOf('@biomejs/biome', 'biome'),
    'check',
    '--colors=off',
    '--max-diagnostics=50',
    '.',
  ])
  return { ok: code === 0, output }
}

/** The types of the application and of the commands in bin/. @returns {Promise<Result>} */
export async function checkTypes() {
  // Writes next-env.d.ts and the types of the routes.
  const routes = await runNode([commandOf('next'), 'typegen'])
  if (routes.code !== 0) return { ok: false, output: routes.output }
  const tsc = commandOf('typescript', 'tsc')
  const projects = ['tsconfig.json', 'bin/tsconfig.json']
  const results = await Promise.all(
    // Not incremental: TypeScript 7.0 then misses errors that another file's change causes.
    projects.map((project) =>
      runNode([tsc, '--noEmit', '--incremental', 'false', '--pretty', 'false', '-p', project]),
    ),
  )
  return {
    ok: results.every(({ code }) => code === 0),
    output: results.map(({ output }) => output).join(''),
  }
}

/** The arrows between folders and the order of the features. @returns {Promise<Result>} */
export async function checkArchitecture() {
  const { checkArrows } = await import('./arrows.mjs')
  const { problems } = checkArrows()
  return { ok: problems.length === 0, output: problems.join('\n') }
}

/** What architecture.test.ts checks besides. @returns {Promise<Result>} */
export async function checkArchitectureTest() {
  const file = 'architecture.test.ts'
  if (!existsSync(path.join(root, file))) return { ok: true, output: '' }
  const { code, output } = await runNode(
    [commandOf('vitest'), 'run', '--project=unit', '--reporter=dot', file],
    { env: { NO_COLOR: '1' } },
  )
  return { ok: code === 0, output }
}
