import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import en from '@/messages/en.json'
import { describeApi, type Schema } from './openapi'
import { routes } from './routes'

const words = (key: string): unknown =>
  key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], en)

/** The description itself, and the answer to what is none of it. */
const apart = ['openapi.json/route.ts', '[...address]/route.ts']

const missing: string[] = []
const api = describeApi((key) => {
  const text = words(key)
  if (typeof text !== 'string') missing.push(key)
  return String(text)
})
const operations = Object.entries(api.paths).flatMap(([at, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ at, method, operation })),
)

describe('the description of the API', () => {
  test('holds every route that is on disk, with every method that it has', () => {
    const onDisk = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('route.ts') && !apart.includes(file))
      .map((file) => `/${path.dirname(file).replace(/\[(\w+)\]/g, '{$1}')}`)
    expect(Object.keys(routes).sort()).toEqual(onDisk.sort())
    for (const [at, route] of Object.entries(routes)) {
      const handled = Object.keys(route).map((method) => method.toLowerCase())
      expect({ at, methods: Object.keys(api.paths[at] ?? {}).sort() }).toEqual({
        at,
        methods: handled.sort(),
      })
    }
  })

  test('has a text for every summary and note', () => {
    expect(missing).toEqual([])
  })

  test('keeps to what OpenAPI 3.1 asks', () => {
    expect(api.openapi).toMatch(/^3\.1\.\d+$/)
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { at, method, operation } of operations) {
      expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/)
      const named = [...at.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const inPath = operation.parameters.filter((one) => one.in === 'path')
      expect(inPath.map(({ name }) => name)).toEqual(named)
      expect(inPath.every(({ required }) => required)).toBe(true)
      const keys = operation.parameters.map((one) => `${one.in} ${one.name}`)
      expect(new Set(keys).size).toBe(keys.length)
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['200', 'default']))
      if (method !== 'put') expect(operation.requestBody).toBeUndefined()
    }
  })

  test('says of every field what it is', () => {
    const vague: string[] = []
    const look = (where: string, schema: Schema) => {
      for (const [name, inner] of Object.entries(schema.properties ?? {})) {
        look(`${where}.${name}`, inner)
      }
      for (const inner of schema.anyOf ?? []) look(where, inner)
      if (schema.items) look(`${where}[]`, schema.items)
      const known = ['type', 'anyOf', 'enum', 'const', '$ref', 'allOf', 'description']
      if (!known.some((key) => key in schema)) vague.push(where)
    }
    for (const { operation } of operations) {
      const { requestBody, responses, operationId } = operation
      for (const { schema } of Object.values(requestBody?.content ?? {})) look(operationId, schema)
      for (const { content = {} } of Object.values(responses)) {
        for (const { schema } of Object.values(content)) look(operationId, schema)
      }
    }
    expect(vague).toEqual([])
  })

  test('asks for a body unless the address says it all', () => {
    const bare = operations.filter(
      ({ method, operation: it }) => method === 'put' && !it.requestBody,
    )
    expect(bare.map(({ at }) => at)).toEqual([
      '/teams/{team}/annotations/{id}/closed',
      '/teams/{team}/annotations/{id}/reactions/{kind}',
      '/teams/{team}/comments/{id}/reactions/{kind}',
      '/teams/{team}/restored/{type}/{id}',
      '/teams/{team}/threads/{id}/resolved',
    ])
  })

  test('tells of a write what must be sent, and not what the address says', () => {
    const put = api.paths['/teams/{team}/conferences/{id}']?.put
    const schema = put?.requestBody?.content['application/json']?.schema
    expect(schema?.required).toEqual(['title', 'zone'])
    expect(Object.keys(schema?.properties ?? {})).not.toContain('id')
  })
})
