#!/usr/bin/env node
// Writes a new migration from the difference between the existing ones and the Prisma schema:
//   node bin/migration.mjs add_reading_lists
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startTemporaryPostgres } from './support/postgres.mjs'
import { root } from './support/project.mjs'
import { differenceToSchema, withSchemaEngine } from './support/schema-engine.mjs'

const name = process.argv[2]
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error(
    'Name the migration in small letters, for example: node bin/migration.mjs add_topics',
  )
  process.exit(1)
}

const postgres = await startTemporaryPostgres()
try {
  const sql = await withSchemaEngine(postgres.url, differenceToSchema)
  if (!sql.trim() || sql.includes('This is an empty migration')) {
    console.log('The migrations already lead to the schema; nothing was written.')
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const folder = path.join(root, 'prisma', 'migrations', `${stamp}_${name}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'migration.sql'), sql)
    writeFileSync(
      path.join(root, 'prisma', 'migrations', 'migration_lock.toml'),
      '# Prisma reads this file; keep it under version control.\nprovider = "postgresql"\n',
    )
    console.log(`Wrote ${path.relative(root, folder)}/migration.sql. Read it before you commit it.`)
  }
} finally {
  await postgres.stop()
}
