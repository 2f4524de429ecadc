import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { endProcess, identify, isAlive, npmAbove } from './processes.mjs'

/**
 * What one running Hallway says of itself, in `running.json` of its data folder.
 * @typedef {object} Running
 * @property {import('./processes.mjs').Identity} self
 * @property {import('./processes.mjs').Identity} [npm] the npm that started it
 * @property {import('./processes.mjs').Identity[]} children what must end with it
 * @property {string} doing
 */

/**
 * Makes this process the only one on a data folder. What a killed one left behind (its children, or
 * itself when only its npm was killed) is ended first.
 * @param {string} dataDir
 * @returns {Promise<{ other: Running } | { update: (change: Partial<Running>) => void, release: () => void }>}
 */
export async function claim(dataDir) {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const file = path.join(dataDir, 'running.json')
  const draft = `${file}.${process.pid}`
  const npm = npmAbove()
  /** @type {Running} */
  let running = {
    self: identify(process.pid),
    ...(npm ? { npm } : {}),
    children: [],
    doing: 'starting',
  }
  const write = () => writeFileSync(draft, JSON.stringify(running), { mode: 0o600 })

  for (;;) {
    write()
    try {
      // A link is made whole or not at all, and never over another.
      linkSync(draft, file)
      rmSync(draft)
      break
    } catch (error) {
      rmSync(draft, { force: true })
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    }
    const other = read(file)
    if (other && isAlive(other.self)) {
      if (!other.npm || isAlive(other.npm)) return { other }
      await endProcess(other.self, { patience: 10_000 })
    }
    for (const child of other?.children ?? []) await endProcess(child, { group: true })
    // Taken away only if it is still the one we read: another start may have been faster.
    const aside = `${file}.${process.pid}.old`
    try {
      renameSync(file, aside)
    } catch {
      continue
    }
    const taken = read(aside)
    if (taken && taken.self.pid !== other?.self.pid && isAlive(taken.self)) renameSync(aside, file)
    else rmSync(aside, { force: true })
  }

  return {
    update(change) {
      running = { ...running, ...change }
      write()
      renameSync(draft, file)
    },
    release() {
      if (read(file)?.self.pid === process.pid) rmSync(file, { force: true })
    },
  }
}

/**
 * What runs on a data folder now, if anything does.
 * @param {string} dataDir
 */
export function findRunning(dataDir) {
  const found = read(path.join(dataDir, 'running.json'))
  return found && isAlive(found.self) ? found : undefined
}

/**
 * @param {string} file
 * @returns {Running | undefined}
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
