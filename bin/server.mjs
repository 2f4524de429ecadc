#!/usr/bin/env node
// The server process. `npm start` prepares everything and runs it; where the database, the build and
// the secrets are given (several hosts behind one balancer), `node bin/server.mjs` alone is enough.
import cluster from 'node:cluster'
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { isReadable, tellTruth, trustedProxies } from './support/door.mjs'
import { protect } from './support/headers.mjs'
import { listen } from './support/listen.mjs'
import { PlainError, root } from './support/project.mjs'
import { serveWithWorkers, workerCount } from './support/workers.mjs'

// Long enough for 50 MB over a poor line; the headers must come at once.
const REQUEST_TIMEOUT = 15 * 60_000
const HEADERS_TIMEOUT = 20_000
// Longer than the minute after which proxies usually drop an idle connection.
const KEEP_ALIVE = 65_000
const FINISH_PATIENCE = 5_000

/**
 * @param {{ port: number, dev?: boolean }} options
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>} once it answers
 */
async function serve({ port, dev = false }) {
  const { default: next } = await import('next')
  const proxies = trustedProxies(process.env.TRUST_PROXY)
  /** @type {Set<import('node:http').ServerResponse>} */
  const answering = new Set()
  let stopping = false

  const server = createServer()
  server.requestTimeout = REQUEST_TIMEOUT
  server.headersTimeout = HEADERS_TIMEOUT
  server.keepAliveTimeout = KEEP_ALIVE
  /** @type {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => unknown} */
  let handle = async (request, response) => {
    await prepared
    return handle(request, response)
  }
  server.on('request', (request, response) => {
    if (!isReadable(request.url ?? '')) {
      response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
      response.end('This address cannot be read. Please check it for a stray % sign.\n')
      return
    }
    tellTruth(request, proxies)
    protect(request, response, process.env, dev)
    if (stopping) response.setHeader('connection', 'close')
    answering.add(response)
    response.once('close', () => answering.delete(response))
    handle(request, response)
  })
  const bound = await listen(server, port)

  // @ts-expect-error the types of the package describe its CommonJS form
  const app = next({ dev, dir: root, port: bound, hostname: 'localhost', httpServer: server })
  const prepared = quietly(() => app.prepare(), dev)
  await prepared
  handle = app.getRequestHandler()

  return {
    port: bound,
    async stop() {
      stopping = true
      const closed = new Promise((resolve) => server.close(resolve))
      for (const response of answering) if (isStream(response)) response.destroy()
      server.closeIdleConnections()
      const late = setTimeout(() => server.closeAllConnections(), dev ? 0 : FINISH_PATIENCE)
      await closed
      clearTimeout(late)
      await Promise.allSettled([...stopHooks()].map((hook) => hook()))
      await app.close()
    },
  }
}

/**
 * Next tells how long it took to read its settings; who runs Hallway need not know.
 * @param {() => Promise<T>} work
 * @param {boolean} aloud
 * @returns {Promise<T>}
 * @template T
 */
async function quietly(work, aloud) {
  const { log } = console
  if (!aloud) console.log = () => undefined
  try {
    return await work()
  } finally {
    console.log = log
  }
}

/** @param {import('node:http').ServerResponse} response */
function isStream(response) {
  return String(response.getHeader('content-type') ?? '').startsWith('text/event-stream')
}

/**
 * What the application wants done before the process ends (lib/jobs.ts puts its part there; it lives
 * in Next's bundle and shares only the global object with us).
 * @returns {Set<() => Promise<void>>}
 */
function stopHooks() {
  const key = Symbol.for('hallway.stop')
  const store = /** @type {Record<symbol, Set<() => Promise<void>>>} */ (
    /** @type {unknown} */ (globalThis)
  )
  return store[key] ?? new Set()
}

/**
 * The same by as many processes as WORKERS says; by one where pages reload as one types.
 * @param {{ port: number, dev?: boolean }} options
 */
export function serveAll({ port, dev = false }) {
  const workers = dev ? 1 : workerCount(process.env.WORKERS)
  return workers > 1 ? serveWithWorkers({ port, workers }) : serve({ port, dev })
}

/**
 * One of several processes: it tells the one that started it how it goes, and ends when that one says so.
 * A Ctrl-C reaches all of them at once; who started them decides.
 */
async function serveAsWorker() {
  process.on('SIGINT', () => {})
  process.on('SIGHUP', () => {})
  try {
    const { port, stop } = await serve({ port: Number(process.env.PORT) })
    process.once('SIGTERM', () => stop().finally(() => process.exit(0)))
    process.send?.({ ready: port })
  } catch (error) {
    if (!(error instanceof PlainError)) console.error(error)
    const failed = error instanceof PlainError ? error.message : 'A server process cannot serve.'
    process.send?.({ failed }, () => process.exit(1))
  }
}

async function serveFromHere() {
  try {
    const server = await serveAll({ port: Number(process.env.PORT || 3000) })
    console.log(`Hallway is ready at http://localhost:${server.port}`)
    const end = () => server.stop().finally(() => process.exit(0))
    process.once('SIGTERM', end)
    process.once('SIGINT', end)
    // Started by a test or another parent, it ends with it.
    process.once('disconnect', end)
  } catch (error) {
    console.error(error instanceof PlainError ? error.message : error)
    process.exit(1)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const env = /** @type {Record<string, string | undefined>} */ (process.env)
  env.NODE_ENV ??= 'production'
  await (cluster.isWorker ? serveAsWorker() : serveFromHere())
}
