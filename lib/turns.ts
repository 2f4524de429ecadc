// At most a few requests go out at once, and one to each host.

const mostAtOnce = 4
const turns = new Map<string, Promise<unknown>>()
const queue: (() => void)[] = []
let running = 0

/** Runs something after all for the same host that came before, and while fewer than four others run. */
export function inTurn<T>(host: string, run: () => Promise<T>): Promise<T> {
  const mine = (turns.get(host) ?? Promise.resolve()).then(async () => {
    if (running >= mostAtOnce) await new Promise<void>((go) => queue.push(go))
    else running += 1
    try {
      return await run()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  })
  const settled = mine.catch(() => {})
  turns.set(host, settled)
  void settled.then(() => turns.get(host) === settled && turns.delete(host))
  return mine
}
