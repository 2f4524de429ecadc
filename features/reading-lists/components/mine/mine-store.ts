import type { Mark } from '../../mine/marks'

/** A link or a session: `link:ID`. */
export type MineOn = string

/** What the reader wants of it, over what the page says. */
export type MineWish = { state?: 'todo' | 'doing' | 'done'; favourite?: boolean }

type Kept = { wish: MineWish; savedAt: string }

const wishes = new Map<MineOn, Kept>()
const listeners = new Set<() => void>()
const none: MineWish = {}
let version = 0
let opened: { on: MineOn; at: HTMLAnchorElement } | null = null

function tell() {
  version += 1
  for (const listener of listeners) listener()
}

export function subscribeToMine(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const wishOn = (on: MineOn): MineWish => wishes.get(on)?.wish ?? none
export const mineVersion = () => version
/** For which row the menu is open, and at which link. */
export const openedMine = () => opened

export function openMine(next: typeof opened): void {
  opened = next
  tell()
}

/** The page was drawn at `drawn` (ISO): what was saved before stands in it. */
export function settleMine(drawn: string): void {
  const settled = [...wishes].filter(([, { savedAt }]) => savedAt && savedAt < drawn)
  for (const [on] of settled) wishes.delete(on)
  if (settled.length > 0) tell()
}

const wished: Record<Mark, MineWish> = {
  todo: { state: 'todo' },
  doing: { state: 'doing' },
  done: { state: 'done' },
  favourite: { favourite: true },
  unfavourite: { favourite: false },
  tomorrow: {},
  week: {},
  now: {},
}

/**
 * Shows a mark as set and has it saved, one after the other of the same thing. Answers whether it
 * was; if not, it is shown as it was.
 */
export async function sendMark(
  on: MineOn,
  mark: Mark,
  body: object,
  { url, userId }: { url: string; userId: string },
): Promise<boolean> {
  const before = wishes.get(on)
  const mine: Kept = {
    wish: { ...before?.wish, ...wished[mark] },
    savedAt: '',
  }
  wishes.set(on, mine)
  tell()
  const headers = { 'content-type': 'application/json', 'x-hallway-user': userId }
  const saved = await queued(on, () =>
    fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) }).then(
      async (answer) => (answer.ok ? String((await answer.json()).at) : null),
      () => null,
    ),
  )
  // What was pressed meanwhile is the newer wish
  if (wishes.get(on) === mine) {
    if (saved) wishes.set(on, { ...mine, savedAt: saved })
    else if (before) wishes.set(on, before)
    else wishes.delete(on)
    tell()
  }
  return saved !== null
}

const lines = new Map<MineOn, Promise<unknown>>()

/** In the order of pressing: the last press decides. */
function queued<T>(on: MineOn, send: () => Promise<T>): Promise<T> {
  const turn = (lines.get(on) ?? Promise.resolve()).then(send)
  lines.set(on, turn)
  return turn
}
