// Who may use whom: app → features → components → lib, and the order of the features.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'oxc-parser'
import { root } from './project.mjs'

/** @typedef {{ to: string, type: boolean }} Import type: erased, it names only types */
/** @typedef {{ imports: Import[], client: boolean }} Module */

// Each group may use those before it, and of its own group nothing but itself.
const order = [
  ['users'],
  ['teams'],
  ['files', 'shares', 'tokens'],
  ['conferences'],
  ['sessions'],
  ['interests'],
  ['links'],
  ['topics'],
  ['annotations'],
  ['reading-lists'],
  ['summaries'],
  ['comments'],
  ['recaps'],
  ['imports', 'exports', 'inbox', 'live'],
]

const places = ['app', 'features', 'components', 'lib', 'instrumentation.ts']
const component = /^(components|features\/[^/]+\/components)\//
// The modules of features beside the usual five are named in feature-files.json, so that a new one is a
// decision: rowModules read and write rows, an actor first; rowHelpers do so inside a transaction that
// a mutation has opened for an actor; pureModules decide from what they are given.
/** @type {Record<'rowModules' | 'rowHelpers' | 'pureModules', string[]>} */
const files = JSON.parse(readFileSync(new URL('feature-files.json', import.meta.url), 'utf8'))
const rows = new RegExp(
  `^features/([^/]+/(queries|mutations)|${[...files.rowModules, ...files.rowHelpers].join('|')})\\.ts$`,
)
const server = new RegExp(`${rows.source}|^features/[^/]+/actions\\.ts$`)
const serverLib = new RegExp(
  `^lib/(${[
    ...['action', 'addresses', 'api', 'auth', 'connection', 'db', 'env', 'jobs', 'limits', 'live'],
    ...['log', 'mail', 'outbound', 'passwords', 'providers', 'request', 'respond', 'sent'],
    ...['storage', 'stores'],
  ].join('|')})\\.ts$`,
)

/**
 * Each rule: an import from a file that matches `from` (and not `but`) must not lead to `to`.
 * @type {{ from: RegExp, but?: RegExp, to: RegExp, values?: boolean, why: string }[]}
 */
const rules = [
  { from: /^lib\//, to: /^(app|features|components)\//, why: 'lib knows nothing of the product' },
  { from: /^components\//, to: /^(app|features)\//, why: 'components/ knows no feature' },
  { from: /^features\//, to: /^app\//, why: 'a feature knows no page' },
  {
    from: /./,
    but: /^lib\/outbound\.ts$/,
    to: /^lib\/connection\.ts$/,
    why: 'the only way out is lib/outbound.ts',
  },
  {
    from: /./,
    but: /^lib\/storage\.ts$/,
    to: /^lib\/stores\.ts$/,
    why: 'files are stored and read through lib/storage.ts',
  },
  {
    from: /./,
    to: /^(bin|bench|e2e|prisma\/(?!generated\/))/,
    why: 'what runs does not depend on tests, measurements or commands',
  },
  {
    from: /^(app|features|components|instrumentation)/,
    but: new RegExp(`${rows.source}|^app/api/health/`),
    to: /^lib\/db\.ts$/,
    why: 'rows are read and written where an actor comes first: queries.ts and mutations.ts',
  },
  {
    from: /^app\//,
    but: /\/route\.tsx?$/,
    to: /^features\/[^/]+\/mutations\.ts$/,
    why: 'a page reads, and writes by actions',
  },
  {
    from: component,
    to: rows,
    values: true,
    why: 'a component gets what it shows from the page and submits to an action',
  },
  {
    from: /^features\/[^/]+\/(?!components\/)/,
    but: server,
    to: new RegExp(`${server.source}|${serverLib.source}`),
    values: true,
    why: 'schemas, policies and algorithms decide from what they are given',
  },
]

/**
 * Reads the sources and checks every import.
 * @returns {{ modules: number, problems: string[] }}
 */
export function checkArrows() {
  /** @type {Map<string, Module>} */
  const modules = new Map()
  /** @type {string[]} */
  const problems = []
  for (const file of places.flatMap(sourcesBelow)) modules.set(file, read(file, problems))
  for (const [from, { imports }] of modules) {
    for (const imported of imports) {
      const why = refusal(from, imported)
      if (why) problems.push(`${from} → ${imported.to}: ${why}`)
    }
  }
  problems.push(...circles(modules), ...clientLeaks(modules))
  return { modules: modules.size, problems }
}

/** @param {string} from @param {Import} imported */
function refusal(from, { to, type }) {
  const broken = rules.find(
    (rule) =>
      rule.from.test(from) && !rule.but?.test(from) && rule.to.test(to) && !(rule.values && type),
  )
  if (broken) return broken.why
  const [theirs, ours] = [to, from].map((file) => /^features\/([^/]+)\//.exec(file)?.[1])
  if (!theirs || theirs === ours) return undefined
  const rank = order.findIndex((group) => group.includes(theirs))
  if (rank < 0) return `features/${theirs} has no place in the order of the features`
  const ownRank = ours ? order.findIndex((group) => group.includes(ours)) : order.length
  return rank < ownRank
    ? undefined
    : `${theirs} does not come before ${ours}; a page composes the two`
}

/**
 * @param {string} file
 * @param {string[]} problems
 * @returns {Module}
 */
function read(file, problems) {
  const source = readFileSync(path.join(root, file), 'utf8')
  const { module, program, errors } = parseSync(file, source)
  for (const error of errors) problems.push(`${file}: ${error.message}`)
  const requests = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      name: moduleRequest.value,
      type: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ name: moduleRequest.value, type: isType }] : [],
      ),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => ({
      name: source.slice(moduleRequest.start + 1, moduleRequest.end - 1),
      type: false,
    })),
  ]
  const imports = requests.flatMap(({ name, type }) => {
    const place = name.startsWith('@/')
      ? name.slice(2)
      : /^\.\.?\//.test(name)
        ? path.posix.join(path.posix.dirname(file), name)
        : undefined
    if (place === undefined) return []
    const to = place.startsWith('prisma/generated/') ? place : resolve(place)
    if (!to) problems.push(`${file} → ${name}: there is no such file`)
    return to ? [{ to, type }] : []
  })
  const first = program.body[0]
  const client =
    first?.type === 'ExpressionStatement' &&
    'directive' in first &&
    first.directive === 'use client'
  return { imports, client }
}

/** @param {string} place */
function resolve(place) {
  return ['', '.ts', '.tsx', '/index.ts', '/index.tsx']
    .map((end) => place + end)
    .find((file) => statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile())
}

/**
 * @param {string} place
 * @returns {string[]} paths from the root with forward slashes; tests stand outside of the house
 */
function sourcesBelow(place) {
  const full = path.join(root, place)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [place]
  return readdirSync(full).flatMap((name) => {
    const inner = `${place}/${name}`
    if (statSync(path.join(root, inner)).isDirectory()) return sourcesBelow(inner)
    return /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) ? [inner] : []
  })
}

/**
 * Modules that need each other, each circle told once.
 * @param {Map<string, Module>} modules
 */
function circles(modules) {
  /** @type {string[]} */
  const found = []
  /** @type {Map<string, 'open' | 'done'>} */
  const state = new Map()
  /** @param {string} file @param {string[]} trail */
  const visit = (file, trail) => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      found.push(`A circle: ${[...trail.slice(trail.indexOf(file)), file].join(' → ')}`)
      return
    }
    state.set(file, 'open')
    for (const { to } of modules.get(file)?.imports ?? []) visit(to, [...trail, file])
    state.set(file, 'done')
  }
  for (const file of modules.keys()) visit(file, [])
  return found
}

/**
 * What a client module takes with it into the browser must not be the server's. (The build refuses
 * it too, later and in other words.)
 * @param {Map<string, Module>} modules
 */
function clientLeaks(modules) {
  /** @type {string[]} */
  const found = []
  for (const [start, { client }] of modules) {
    if (!client) continue
    const seen = new Set([start])
    /** @type {string[][]} */
    const trails = [[start]]
    for (let trail = trails.pop(); trail; trail = trails.pop()) {
      for (const { to, type } of modules.get(trail.at(-1) ?? '')?.imports ?? []) {
        // An action reaches the browser as an address only.
        if (type || seen.has(to) || to.endsWith('/actions.ts')) continue
        seen.add(to)
        const secret = server.test(to) || serverLib.test(to) || to === 'prisma/generated/client'
        // What checks input there is a third of all that a page would load
        if (secret || to.endsWith('/schema.ts'))
          found.push(`${[...trail, to].join(' → ')}: this would reach the browser`)
        else trails.push([...trail, to])
      }
    }
  }
  return found
}
