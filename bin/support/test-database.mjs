// Vitest's global setup for *.integration.test.ts: one migrated database as a template, from which
// each file gets its own (test-worker.mjs). The server is the one that TEST_DATABASE_URL names, or
// an embedded PostgreSQL for the length of the run.
import { randomBytes } from 'node:crypto'
import { migrate } from './migrate.mjs'
import { startTemporaryPostgres } from './postgres.mjs'

/** @param {{ provide: (key: string, value: unknown) => void }} project */
export default async function setup(project) {
  const { default: pg } = await import('pg')
  const given = process.env.TEST_DATABASE_URL
  const postgres = given ? undefined : await startTemporaryPostgres()
  const server = given ?? postgres?.url ?? ''
  const template = `hallway_test_${randomBytes(4).toString('hex')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`CREATE DATABASE ${template}`)
  await migrate(withDatabase(server, template))
  project.provide('testServer', server)
  project.provide('testTemplate', template)

  return async () => {
    if (postgres) {
      await client.end()
      return postgres.stop()
    }
    const { rows } = await client.query('SELECT datname FROM pg_database WHERE datname ^@ $1', [
      template,
    ])
    for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`)
    await client.end()
  }
}

/**
 * @param {string} url
 * @param {string} name
 */
export function withDatabase(url, name) {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
