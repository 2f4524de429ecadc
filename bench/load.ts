import { Agent, request } from 'node:http'

type Target = { url: string; cookie?: string }

/** One GET; resolves with status and body. Throws when the connection breaks. */
function get({ url, cookie }: Target, agent: Agent): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-language': 'en', ...(cookie ? { cookie } : {}) }
    const sent = request(url, { agent, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** The page once, as served. Anything but 200 is an error of the bench itself. */
export async function page(target: Target): Promise<string> {
  const agent = new Agent()
  const { status, body } = await get(target, agent)
  agent.destroy()
  if (status !== 200) throw new Error(`${target.url} answered ${status}`)
  return body
}

// Each process translates what it runs often while it runs, and is slow until then: a server is warm for
// all of its life but this. Warm is what has got no faster for two windows.
const windowSeconds = 3
const mostWindows = 12

/** Requests per second over 16 kept-alive connections, once the server is warm. */
export async function requestsPerSecond(target: Target, seconds = 6): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const run = async (until: number) => {
    let done = 0
    while (performance.now() < until) {
      const { status } = await get(target, agent)
      if (status !== 200) throw new Error(`${target.url} answered ${status} under load`)
      done++
    }
    return done
  }
  const rate = async (seconds: number) => {
    const start = performance.now()
    const until = start + seconds * 1_000
    const counts = await Promise.all(Array.from({ length: 16 }, () => run(until)))
    return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - start) / 1_000)
  }
  let best = 0
  for (let [window, slower] = [0, 0]; window < mostWindows && slower < 2; window++) {
    const now = await rate(windowSeconds)
    slower = now > best * 1.02 ? 0 : slower + 1
    best = Math.max(best, now)
  }
  const warm = await rate(seconds)
  agent.destroy()
  return warm
}

/** Elements of a served page: start tags outside of scripts. */
export function elementsOf(html: string): number {
  const visible = html.replace(/<script\b[^>]*>.*?<\/script>/gs, '<script></script>')
  return visible.match(/<[a-z][^>]*>/gi)?.length ?? 0
}

/** The middle value. */
export function median(values: number[]): number {
  return quantile(values, 0.5)
}

/** The value below which a part of them (0.95 for 95 %) lies. */
export function quantile(values: number[], part: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN
}
