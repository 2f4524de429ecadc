import { PlainError } from './project.mjs'
import { applyMissing, withSchemaEngine } from './schema-engine.mjs'

// Any fixed number of our own; Prisma's own lock is 72707369.
const LOCK = 4_829_117

/**
 * Brings a database to the project's schema. Several processes may do this at once: an advisory lock
 * lets the first work and the others wait.
 * @param {string} databaseUrl
 * @returns {Promise<string[]>} names of the migrations applied now
 */
export async function migrate(databaseUrl) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: databaseUrl })
  try {
    await client.connect()
  } catch (error) {
    throw new PlainError(`The database does not answer: ${messageOf(error)}. Check DATABASE_URL.`)
  }
  try {
    const { rows } = await client.query('SHOW server_version_num')
    if (Number(rows[0].server_version_num) < 150_000) {
      throw new PlainError(
        'Hallway needs PostgreSQL 15 or newer; DATABASE_URL leads to an older one.',
      )
    }
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    return await withSchemaEngine(databaseUrl, applyMissing)
  } catch (error) {
    if (error instanceof PlainError) throw error
    throw new PlainError(`The database could not be migrated: ${messageOf(error)}`)
  } finally {
    await client.end()
  }
}

/** @param {unknown} error */
function messageOf(error) {
  if (!(error instanceof Error)) return String(error)
  // The engine adds its own stack after the first lines.
  return (
    error.message.split(/\n\s+0: /)[0]?.slice(0, 1500) ||
    /** @type {NodeJS.ErrnoException} */ (error).code ||
    error.name
  )
}
