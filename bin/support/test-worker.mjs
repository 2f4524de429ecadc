// Around each integration test file: names a new database of its own in DATABASE_URL, and ends in the
// end what works on it.
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { withDatabase } from './test-database.mjs'

const server = /** @type {string} */ (inject(/** @type {never} */ ('testServer')))
const template = /** @type {string} */ (inject(/** @type {never} */ ('testTemplate')))
const name = `${template}_${process.env.VITEST_POOL_ID}`

const client = new pg.Client({ connectionString: server })
await client.connect()
try {
  // Nothing that an earlier file left may decide what this one finds
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
} finally {
  await client.end()
}
process.env.DATABASE_URL = withDatabase(server, name)
// The links of tests lead nowhere; a test of reading them says so.
process.env.FETCH_LINKS ??= 'off'

// As bin/server.mjs does; after what a file itself says of its end
afterAll(async () => {
  const hooks = Reflect.get(globalThis, Symbol.for('hallway.stop'))
  if (hooks instanceof Set) await Promise.all([...hooks].map((stop) => stop()))
})
