import { z } from 'zod'
import type { Operation } from '@/lib/api'
import { type Method, methods, type Route, routes } from './routes'

/** Says the text of a key of messages/ (`api.…`). */
export type Say = (key: string) => string

export type Schema = {
  type?: string | string[]
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  enum?: (string | number)[]
  [more: string]: unknown
}

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: Schema
}

type Content = Record<string, { schema: Schema }>

export type Described = {
  operationId: string
  summary: string
  tags: string[]
  parameters: Parameter[]
  requestBody?: { required: true; content: Content }
  responses: Record<string, { description: string; content?: Content; headers?: object }>
}

export type Paths = Record<string, Partial<Record<Lowercase<Method>, Described>>>

const problem = z.object({
  type: z.string(),
  status: z.int(),
  title: z.string(),
  detail: z.string(),
  errors: z.record(z.string(), z.string()).optional().describe('api.fields.errors'),
})

/** The API as an OpenAPI 3.1 document, built from the very schemas that check what comes and goes. */
export function describeApi(say: Say) {
  const paths: Paths = {}
  for (const [path, route] of Object.entries(routes)) paths[path] = describeRoute(path, route, say)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hallway',
      version: '1',
      description: `${say('api.intro')}\n\n${say('api.writes')}`,
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: say('api.tokens') },
      },
      schemas: { Problem: schemaOf(problem, 'output', say) },
    },
  }
}

function describeRoute(path: string, route: Route, say: Say) {
  const described: Paths[string] = {}
  for (const method of methods) {
    const operation = route[method]?.operation
    if (operation) {
      described[method.toLowerCase() as Lowercase<Method>] = describeOperation(
        path,
        method,
        operation,
        say,
      )
    }
  }
  return described
}

function describeOperation(path: string, method: Method, it: Operation, say: Say): Described {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const known = [it.takes, it.query].map((schema) => schema && schemaOf(schema, 'input', say))
  const inPath = named.map((name) => {
    const schemas = known.map((schema) => schema?.properties?.[name])
    return parameter(name, 'path', schemas.find(Boolean) ?? { type: 'string' })
  })
  const [, , noun = ''] = path.slice(1).split('/')
  return {
    operationId: `${method.toLowerCase()}${path.replace(/\W+(\w)?/g, (_, letter = '') => letter.toUpperCase())}`,
    summary: say(it.summary),
    tags: [noun],
    parameters: [...inPath, ...queryOf(it, named, say), ...headersOf(method, it, say)],
    ...bodyOf(method, it, named, say),
    responses: {
      ...answersOf(method, it, say),
      default: {
        description: say('api.problem'),
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  }
}

function parameter(name: string, place: Parameter['in'], schema: Schema, required = true) {
  const { description, ...rest } = schema
  return { name, in: place, required, ...(description && { description }), schema: rest }
}

function queryOf({ query }: Operation, named: string[], say: Say): Parameter[] {
  const { properties = {} } = query ? schemaOf(query, 'input', say) : {}
  return Object.entries(properties)
    .filter(([name]) => !named.includes(name))
    .map(([name, schema]) => parameter(name, 'query', schema, false))
}

function headersOf(method: Method, { answers, takes }: Operation, say: Say): Parameter[] {
  const text = (description: string) => ({ type: 'string', description: say(description) })
  if (method === 'GET' && answers) {
    return [parameter('If-None-Match', 'header', text('api.fields.ifNoneMatch'), false)]
  }
  const taken = method === 'PUT' && takes ? JSON.stringify(schemaOf(takes, 'input', say)) : ''
  return taken.includes('"revision"')
    ? [parameter('If-Match', 'header', text('api.fields.ifMatch'), false)]
    : []
}

function bodyOf(method: Method, { takes, bytes }: Operation, named: string[], say: Say) {
  if (method !== 'PUT') return {}
  if (bytes) {
    const schema: Schema = { type: 'string', format: 'binary' }
    return { requestBody: { required: true as const, content: { [bytes]: { schema } } } }
  }
  if (!takes) return {}
  const schema = without(schemaOf(takes, 'input', say), named)
  if (!schema.anyOf && Object.keys(schema.properties ?? {}).length === 0) return {}
  return { requestBody: { required: true as const, content: { 'application/json': { schema } } } }
}

/** What stands in the address already need not be sent again, nor what cannot be anything else. */
function without(schema: Schema, named: string[]): Schema {
  const { anyOf, properties, required, ...rest } = schema
  return {
    ...rest,
    ...(anyOf && { anyOf: anyOf.map((one) => without(one, named)) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).filter(
          ([name, { const: only }]) => !named.includes(name) && only === undefined,
        ),
      ),
    }),
    ...(required && { required: required.filter((name) => !named.includes(name)) }),
  }
}

function answersOf(method: Method, { answers, bytes }: Operation, say: Say) {
  const type = method === 'GET' && bytes ? bytes : 'application/json'
  const schema = answers && schemaOf(answers, 'output', say)
  const content = schema ? { content: { [type]: { schema } } } : {}
  const done = { description: say('api.done'), ...content }
  if (method === 'GET') {
    return { 200: done, ...(answers && { 304: { description: say('api.unchanged') } }) }
  }
  return method === 'PUT'
    ? { 200: done, 201: { description: say('api.made'), ...content } }
    : { 200: done }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output', say: Say): Schema {
  const made = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ jsonSchema }) {
      // The format says it, and shorter
      if (jsonSchema.format) delete jsonSchema.pattern
      if (jsonSchema.description) jsonSchema.description = say(jsonSchema.description)
      delete jsonSchema.additionalProperties
    },
  })
  delete made.$schema
  return made as Schema
}
