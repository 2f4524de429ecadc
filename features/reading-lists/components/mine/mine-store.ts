import { pressesOf } from '@/components/ui/pressed'
import type { Mark } from '../../mine/marks'

/** A link or a session: `link:ID`. */
export type MineOn = string

/** What the reader wants of it, over what the page says. */
export type MineWish = { state?: 'todo' | 'doing' | 'done'; favourite?: boolean }

const wishes = pressesOf<MineWish>()
const none: MineWish = {}
let opened: { on: MineOn; at: HTMLAnchorElement } | null = null

export const subscribeToMine = wishes.subscribe
export const mineVersion = wishes.version
export const wishOn = (on: MineOn): MineWish => wishes.latest(on) ?? none
/** The page was drawn at `drawn` (ISO): what was saved before stands in it. */
export const settleMine = wishes.settle
/** For which row the menu is open, and at which link. */
export const openedMine = () => opened

export function openMine(next: typeof opened): void {
  opened = next
  wishes.tell()
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
export function sendMark(
  on: MineOn,
  mark: Mark,
  body: object,
  { url, userId }: { url: string; userId: string },
): Promise<boolean> {
  const headers = { 'content-type': 'application/json', 'x-hallway-user': userId }
  return wishes.press(on, { ...wishOn(on), ...wished[mark] }, async () => {
    // Sent even if the person goes on to another page at once
    const request = { method: 'PUT', headers, body: JSON.stringify(body), keepalive: true }
    const answer = await fetch(url, request)
    return answer.ok ? String((await answer.json()).at) : null
  })
}
