import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The secrets that an operator need not invent: made once, kept in the data folder. What the
 * environment sets has precedence.
 * @param {string} dataDir
 * @returns {{ AUTH_SECRET: string, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: string }}
 */
export function secretsOf(dataDir) {
  const file = path.join(dataDir, 'secrets.json')
  if (!existsSync(file)) {
    const made = {
      AUTH_SECRET: randomBytes(32).toString('base64'),
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    }
    mkdirSync(dataDir, { recursive: true, mode: 0o711 })
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(made, null, 2), { mode: 0o600 })
    renameSync(`${file}.${process.pid}`, file)
  }
  const kept = JSON.parse(readFileSync(file, 'utf8'))
  return {
    AUTH_SECRET: process.env.AUTH_SECRET || kept.AUTH_SECRET,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY:
      process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY || kept.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY,
  }
}
