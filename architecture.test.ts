import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import {
  type Argument,
  type Expression,
  type ParamPattern,
  parseSync,
  type Statement,
} from 'oxc-parser'
import { describe, expect, test } from 'vitest'
import { pureModules, rowHelpers, rowModules } from './bin/support/feature-files.json'
import en from './messages/en.json'
import zhCN from './messages/zh-CN.json'

// The rules of docs/architecture.md that a reader of the source can check. Which folder may import
// which is the business of bin/support/arrows.mjs.

const root = import.meta.dirname
const skipped = new Set(['node_modules', '.next', '.git', '.hallway', 'generated', 'fixtures'])

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

const source = (path: string) => readFileSync(join(root, path), 'utf8')
const isTest = (path: string) => /\.test\.tsx?$/.test(path)
const isCode = (path: string) => /\.(ts|tsx|mjs|js)$/.test(path)
const code = ['app', 'features', 'components', 'lib'].flatMap(filesBelow).filter(isCode)
const product = code.filter((path) => !isTest(path))

describe('folders', () => {
  test('lib/ is a closed list', () => {
    const known = [
      ...['env', 'log', 'errors', 'paths', 'dates', 'ids', 'markdown', 'i18n', 'mail', 'limits'],
      ...['db', 'live', 'jobs', 'kept', 'storage', 'stores', 'tokens', 'turns'],
      ...['actor', 'action', 'auth', 'passwords', 'providers'],
      ...['request', 'respond', 'api', 'sent', 'records'],
      ...['outbound', 'connection', 'addresses'],
    ]
    const found = filesBelow('lib').filter((path) => !isTest(path))
    expect(found.filter((path) => !known.includes(basename(path, '.ts')))).toEqual([])
  })

  test('a feature holds only files of the known kinds', () => {
    const named = [...rowModules, ...rowHelpers, ...pureModules]
    const strange = filesBelow('features').filter((path) => {
      const [, feature, ...rest] = path.split('/')
      const inside = rest.join('/')
      if (/^(schema|policy|queries|mutations|actions)\.ts$/.test(inside)) return false
      if (/^components\/([a-z-]+\/)?[a-z0-9-]+(\.test)?\.tsx?$/.test(inside)) return false
      if (/^([a-z-]+\/)?[a-z0-9-]+(\.integration)?\.test\.ts$/.test(inside)) return false
      if (feature === 'imports' && /^formats\/[a-z0-9-]+(\.test)?\.ts$/.test(inside)) return false
      return !named.includes(`${feature}/${inside.replace(/\.ts$/, '')}`)
    })
    expect(strange).toEqual([])
  })

  test('files are short enough to be read', () => {
    const long = product.filter((path) => source(path).split('\n').length > 280)
    expect(long).toEqual([])
  })
})

describe('authority', () => {
  const actors = /\b(Member|Person|Guest|Visitor|System)\b/

  test('every query and mutation takes an actor first', () => {
    const offenders = product
      .filter((path) => {
        const [, name = ''] = /^features\/(.+)\.ts$/.exec(path) ?? []
        return /\/(queries|mutations)$/.test(name) || rowModules.includes(name)
      })
      .flatMap((path) =>
        exportedFunctions(path)
          .filter(({ first }) => !actors.test(first))
          .map(({ name }) => `${path}: ${name}`),
      )
    expect(offenders).toEqual([])
  })

  test('actions come from the wrapper, and nothing else is exported beside them', () => {
    const offenders = product
      .filter((path) => path.endsWith('/actions.ts'))
      .flatMap((path) => {
        const { program } = parseSync(path, source(path))
        const first = program.body[0]
        const serverFirst =
          first?.type === 'ExpressionStatement' && first.directive === 'use server'
        const strange = program.body
          .filter((node) => node.type.startsWith('Export') && !isWrappedAction(node))
          .map((node) => `${path}:${lineOf(path, node.start)} is not made by the wrapper`)
        return serverFirst ? strange : [`${path} does not begin with 'use server'`, ...strange]
      })
    expect(offenders).toEqual([])
  })

  test("'use server' stands only at the head of actions.ts", () => {
    const offenders = product.filter(
      (path) => !path.endsWith('/actions.ts') && /^\s*['"]use server['"]/m.test(source(path)),
    )
    expect(offenders).toEqual([])
  })

  test('actors are minted in lib/actor.ts alone', () => {
    const cast = /\bas (unknown as )?(Member|Person|Guest|Visitor|System)\b/
    expect(product.filter((path) => path !== 'lib/actor.ts' && cast.test(source(path)))).toEqual([])
  })

  test('every page of a team asks for the member itself', () => {
    const offenders = product.filter(
      (path) =>
        /^app\/t\/\[team\]\/.*page\.tsx$/.test(path) && !/requireMember\(/.test(source(path)),
    )
    expect(offenders).toEqual([])
  })

  test('queries and mutations cannot reach the browser', () => {
    const server =
      /^(features\/[^/]+\/(queries|mutations)|lib\/(db|auth|passwords|providers|actor|action|api|request|respond|live|kept|limits|storage|stores))\.ts$/
    const offenders = product.filter(
      (path) => server.test(path) && !source(path).includes("import 'server-only'"),
    )
    expect(offenders).toEqual([])
  })
})

describe('the browser', () => {
  const client = product.filter((path) => /^\s*['"]use client['"]/.test(source(path)))

  test('client components get their words as props', () => {
    expect(client.filter((path) => /from 'next-intl/.test(source(path)))).toEqual([])
  })

  test('pages and layouts are server components', () => {
    expect(client.filter((path) => /\/(page|layout)\.tsx$/.test(path))).toEqual([])
  })

  test('nothing hides the content of a page behind a loading state', () => {
    expect(product.filter((path) => basename(path) === 'loading.tsx')).toEqual([])
  })
})

test('every decision stands in their list under its title', () => {
  const list = source('docs/decisions/README.md')
  const decisions = filesBelow('docs/decisions').map((path) => basename(path))
  const entries = decisions
    .filter((name) => name !== 'README.md')
    .map((name) => {
      const [, title = ''] = /^# (.+)$/m.exec(source(`docs/decisions/${name}`)) ?? []
      return `- [${title}](${name})`
    })
  expect(entries.filter((entry) => !list.includes(entry))).toEqual([])
})

test('the environment is read in one place', () => {
  const offenders = product.filter(
    (path) => path !== 'lib/env.ts' && /process\.env/.test(source(path)),
  )
  expect(offenders).toEqual([])
})

describe('messages', () => {
  const inEnglish = flatten(en)
  const inChinese = flatten(zhCN)

  test('both languages have the same keys', () => {
    expect([...inChinese.keys()].sort()).toEqual([...inEnglish.keys()].sort())
  })

  test('both languages fill in the same values', () => {
    const placeholders = (text: string) =>
      [...new Set([...text.matchAll(/\{\s*(\w+)/g)].map(([, name]) => name))].sort()
    const arguments_ = (text: string) => placeholders(withoutBranches(text))
    const different = [...inEnglish].filter(
      ([key, text]) => `${arguments_(text)}` !== `${arguments_(inChinese.get(key) ?? '')}`,
    )
    expect(different.map(([key]) => key)).toEqual([])
  })

  test('nothing is empty and nothing shouts', () => {
    const bad = [...inEnglish, ...inChinese].filter(
      ([, text]) => !text.trim() || /[!！]\s*$/.test(text),
    )
    expect(bad.map(([key]) => key)).toEqual([])
  })
})

/** Keeps `{count` of `{count, plural, one {…} other {…}}` and drops what the branches say. */
function withoutBranches(text: string): string {
  let depth = 0
  let kept = ''
  for (const letter of text) {
    if (letter === '{') depth++
    if (depth <= 1) kept += letter
    if (letter === '}') depth--
  }
  return kept
}

function flatten(tree: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value] as const]
        : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

function lineOf(path: string, offset: number): number {
  return source(path).slice(0, offset).split('\n').length
}

function isWrappedAction(node: Statement): boolean {
  if (node.type !== 'ExportNamedDeclaration') return false
  const declaration = node.declaration
  if (declaration?.type !== 'VariableDeclaration') return false
  return declaration.declarations.every(
    ({ init }) =>
      init?.type === 'CallExpression' &&
      init.callee.type === 'Identifier' &&
      /^(team|person|guest)Action$/.test(init.callee.name),
  )
}

/** The exported functions of a file with the text of their first parameter. */
function exportedFunctions(path: string): { name: string; first: string }[] {
  const text = source(path)
  const { program } = parseSync(relative(root, path), text)
  const textOf = (parameter: ParamPattern | undefined) =>
    parameter ? text.slice(parameter.start, parameter.end) : ''
  return program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration') return []
    const { declaration } = node
    if (declaration?.type === 'FunctionDeclaration') {
      return [{ name: declaration.id?.name ?? '', first: textOf(declaration.params[0]) }]
    }
    if (declaration?.type !== 'VariableDeclaration') return []
    return declaration.declarations.flatMap(({ id, init }) => {
      const made = functionIn(init)
      const name = id.type === 'Identifier' ? id.name : ''
      return made ? [{ name, first: textOf(made.params[0]) }] : []
    })
  })
}

/** An arrow or function, bare or inside React's cache(…). */
function functionIn(init: Expression | Argument | null | undefined) {
  if (init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression') return init
  if (init?.type !== 'CallExpression') return null
  const inner = init.arguments[0]
  return inner?.type === 'ArrowFunctionExpression' || inner?.type === 'FunctionExpression'
    ? inner
    : null
}
