import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRequire, root } from './project.mjs'

/** @typedef {import('@prisma/schema-engine-wasm').SchemaEngine} SchemaEngine */

const filters = { externalTables: [], externalEnums: [] }

/**
 * Prisma's own schema engine as WebAssembly. (The command line of Prisma wants a binary from a host
 * that many machines cannot reach.)
 * @param {string} databaseUrl
 * @param {(engine: SchemaEngine) => Promise<T>} use
 * @returns {Promise<T>}
 * @template T
 */
export async function withSchemaEngine(databaseUrl, use) {
  const { default: pg } = await import('pg')
  const { PrismaPg } = await import('@prisma/adapter-pg')
  const { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } = await import(
    '@prisma/driver-adapter-utils'
  )
  loaded ??= loadEngine()
  const Engine = await loaded
  const pool = new pg.Pool({ connectionString: databaseUrl })
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => mend(await connect(), ColumnTypeEnum.Character)
  // Only `differenceToSchema` asks for one, and its database is empty and its own.
  factory.connectToShadowDb = factory.connect
  const adapter = bindMigrationAwareSqlAdapterFactory(factory)
  const engine = await Engine.new({ datamodels: schemaFiles() }, () => undefined, adapter)
  try {
    return await use(engine)
  } finally {
    engine.free()
    // The engine leaves its connection open, and with it Prisma's own lock.
    await pool.end()
  }
}

/**
 * Mends two things that the adapter does not do for a schema engine: it cuts a script at every
 * semicolon (inside functions and comments too), and it knows no name for the columns of the type
 * "char" (18) that PostgreSQL's catalogue has. They are read as text (25) and named afterwards.
 * @param {any} adapter
 * @param {number} character the adapter's name for one character
 */
function mend(adapter, character) {
  adapter.executeScript = async (/** @type {string} */ script) => {
    try {
      await adapter.client.query(script)
    } catch (error) {
      adapter.onError(error)
    }
  }
  /** @type {WeakMap<unknown[], number[]>} which columns of an answer are of that type */
  const chars = new WeakMap()
  const ask = adapter.performIO.bind(adapter)
  adapter.performIO = async (/** @type {unknown} */ query) => {
    const answer = await ask(query)
    const fields = /** @type {import('pg').FieldDef[]} */ (answer.fields ?? [])
    chars.set(
      answer.rows,
      fields.flatMap((field, at) => (field.dataTypeID === 18 ? at : [])),
    )
    for (const field of fields) if (field.dataTypeID === 18) field.dataTypeID = 25
    return answer
  }
  const read = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (/** @type {unknown} */ query) => {
    const answer = await read(query)
    for (const at of chars.get(answer.rows) ?? []) answer.columnTypes[at] = character
    return answer
  }
  return adapter
}

/** @type {ReturnType<typeof loadEngine> | undefined} */
let loaded

/**
 * Plain Node cannot import a `.wasm` file as a module, so that the generated glue is wired by hand.
 * @returns {Promise<typeof import('@prisma/schema-engine-wasm').SchemaEngine>}
 */
async function loadEngine() {
  const glueFile = projectRequire.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const glue = await import(pathToFileURL(glueFile).href)
  const bytes = readFileSync(glueFile.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  // Where the engine leaves the words of a panic; without it a second error hides the first.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (/** @type {string} */ message) => process.stderr.write(`${message}\n`),
    },
  })
  const exports = /** @type {Record<string, () => void>} */ (instance.exports)
  glue.__wbg_set_wasm(exports)
  exports.__wbindgen_start?.()
  return glue.SchemaEngine
}

/**
 * The Prisma schema, one file or several.
 * @returns {[string, string][]} path and content
 */
export function schemaFiles() {
  const folder = path.join(root, 'prisma')
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.prisma'))
    .map((entry) => path.join(folder, entry.name))
    .sort()
    .map((file) => [file, readFileSync(file, 'utf8')])
}

/** Every migration of the project, oldest first, as the engine wants them. */
export function migrationList() {
  const baseDir = path.join(root, 'prisma', 'migrations')
  const lockPath = path.join(baseDir, 'migration_lock.toml')
  const names = existsSync(baseDir)
    ? readdirSync(baseDir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : []
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: existsSync(lockPath) ? readFileSync(lockPath, 'utf8') : null,
    },
    shadowDbInitScript: '',
    migrationDirectories: names
      .map((entry) => entry.name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: /** @type {const} */ ('ok'),
            value: readFileSync(path.join(baseDir, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
  }
}

/**
 * Applies what is missing, and writes Prisma's `_prisma_migrations`.
 * @param {SchemaEngine} engine
 * @returns {Promise<string[]>} names of the migrations applied now
 */
export async function applyMissing(engine) {
  const { appliedMigrationNames } = await engine.applyMigrations({
    migrationsList: migrationList(),
    filters,
  })
  return appliedMigrationNames
}

/**
 * The SQL that leads from the existing migrations to the schema. Uses the engine's database as the
 * shadow: it must be an empty one.
 * @param {SchemaEngine} engine
 * @returns {Promise<string>}
 */
export async function differenceToSchema(engine) {
  const migrationsList = migrationList()
  const { stdout } = await engine.diff({
    from: migrationsList.lockfile.content
      ? { tag: 'migrations', ...migrationsList }
      : { tag: 'empty' },
    to: {
      tag: 'schemaDatamodel',
      files: schemaFiles().map(([file, content]) => ({ path: file, content })),
    },
    script: true,
    exitCode: null,
    filters,
  })
  return stdout ?? ''
}
