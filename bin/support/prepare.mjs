import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { run, runNode } from './processes.mjs'
import { commandOf, PlainError, root, say } from './project.mjs'

/** @typedef {{ onStart?: (identity: import('./processes.mjs').Identity) => void }} Options */

/** Stops with a sentence when this Node is too old for Hallway. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new PlainError(
    `Hallway needs Node.js 20.19 or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org and start again.`,
  )
}

/**
 * Installs the packages of the lock file when they are missing or others.
 * @param {Options} [options]
 */
export async function install(options) {
  const modules = path.join(root, 'node_modules')
  const begun = path.join(modules, '.installing')
  const complete = !existsSync(begun)
  if (complete && isInstalled()) return
  say('Installing packages (a minute the first time)…')
  // What a killed installation left may look whole and lack files.
  if (!complete) rmSync(modules, { recursive: true, force: true })
  mkdirSync(modules, { recursive: true })
  writeFileSync(begun, '')
  // Not `npm ci`: it refuses a lock file without the packages of platforms that a registry mirror
  // does not carry. Install scripts are not needed, and some of them download from elsewhere.
  const args = ['install', '--no-save', '--ignore-scripts', '--include=dev', '--no-audit']
  const npm = process.env.npm_execpath
  const { code, output } = npm?.endsWith('.js')
    ? await runNode([npm, ...args, '--no-fund'], options)
    : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', [...args, '--no-fund'], options)
  if (code !== 0) {
    const reasons = output.split('\n').filter((line) => /npm (error|ERR)/.test(line))
    throw new PlainError(
      `The packages could not be installed. npm says:\n${reasons.slice(0, 15).join('\n') || tail(output)}`,
    )
  }
  rmSync(begun, { force: true })
}

function isInstalled() {
  const installedFile = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return false
  /** @type {Record<string, { version?: string, optional?: boolean }>} */
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
  /** @type {Record<string, { version?: string }>} */
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  return Object.entries(wanted).every(([place, { version, optional }]) =>
    place === '' || (optional && !installed[place]) ? true : installed[place]?.version === version,
  )
}

/**
 * Generates the Prisma client when the schema has changed.
 * @param {Options} [options]
 */
export async function generate(options) {
  const stamp = path.join(root, 'prisma', 'generated', 'stamp')
  const schemas = readdirSync(path.join(root, 'prisma')).filter((name) => name.endsWith('.prisma'))
  const { version } = JSON.parse(
    readFileSync(path.join(root, 'node_modules', 'prisma', 'package.json'), 'utf8'),
  )
  const hash = hashOf([...schemas.map((name) => path.join(root, 'prisma', name))], version)
  if (isStamped(stamp, hash)) return
  rmSync(path.dirname(stamp), { recursive: true, force: true })
  const { code, output } = await runNode([commandOf('prisma'), 'generate'], {
    ...options,
    env: {
      // Generating runs on WebAssembly; naming any program keeps Prisma from downloading an engine.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  if (code !== 0) throw new PlainError(`The Prisma client could not be generated:\n${tail(output)}`)
  writeFileSync(stamp, hash)
}

// What the production build is made of. Tests and tools are not.
const BUILT_FROM = [
  'app',
  'components',
  'features',
  'lib',
  'messages',
  'public',
  'prisma/schema.prisma',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.json',
]

/**
 * Builds the application when its sources have changed since the last complete build.
 * @param {Record<string, string>} secrets those that must be the same when it runs
 * @param {Options} [options]
 */
export async function build(secrets, options) {
  const stamp = path.join(root, '.next', 'hallway-stamp')
  const files = BUILT_FROM.flatMap((name) => filesBelow(path.join(root, name)))
  const key = createHash('sha256').update(JSON.stringify(secrets)).digest('hex')
  const hash = hashOf(files, `${process.versions.node} ${key}`)
  if (isStamped(stamp, hash)) return
  say('Building (half a minute)…')
  // A build that is killed half-way leaves no stamp.
  rmSync(stamp, { force: true })
  const { code, output } = await runNode([commandOf('next'), 'build'], {
    ...options,
    env: { ...secrets, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (code !== 0) throw new PlainError(`The build failed:\n${tail(output)}`)
  writeFileSync(stamp, hash)
}

/**
 * @param {string} place a file or folder; may be missing
 * @returns {string[]}
 */
function filesBelow(place) {
  if (!existsSync(place)) return []
  const entries = readdirSyncOrUndefined(place)
  if (!entries) return [place]
  return entries.flatMap((entry) =>
    /\.test\.tsx?$|^fixtures$|^\./.test(entry.name) ? [] : filesBelow(path.join(place, entry.name)),
  )
}

/** @param {string} place */
function readdirSyncOrUndefined(place) {
  try {
    return readdirSync(place, { withFileTypes: true })
  } catch {
    return undefined
  }
}

/**
 * @param {string[]} files
 * @param {string} more
 */
function hashOf(files, more) {
  const hash = createHash('sha256').update(more)
  for (const file of files.sort()) {
    hash.update(`\0${path.relative(root, file)}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** @param {string} stamp @param {string} hash */
function isStamped(stamp, hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

/** @param {string} output */
function tail(output) {
  return output.trim().split('\n').slice(-60).join('\n')
}
