import { type MouseEvent, useSyncExternalStore } from 'react'
import { type Html, html, sanitised } from '@/components/ui/html'
import { pendingLink } from '@/components/ui/pending-link'
import { type MineOn, mineVersion, openMine, subscribeToMine, wishOn } from './mine-store'

/** What the reader has made of a row; what is left out is as at the beginning. */
export type MineRow = {
  on: MineOn
  state?: 'doing' | 'done'
  favourite?: true
  /** The reader's note, safe HTML. */
  noteHtml?: string
}

export type MineShared = {
  /** The address that opens the form of a row, up to its anchor. */
  more: string
  /** The first four with `{title}` where the title goes. */
  words: Record<'todo' | 'doing' | 'done' | 'more' | 'favourite' | 'note', string>
}

/** The form that the marks of all rows belong to; there is one per page. */
export const mineForm = 'mine'

/** What the reader has made of a row, with what was pressed on this page since it was drawn. */
export function useWished(row: MineRow | undefined): MineRow | undefined {
  const wish = useSyncExternalStore(
    subscribeToMine,
    () => (row ? wishOn(row.on) : undefined),
    () => undefined,
  )
  if (!row || !wish) return row
  const { state = row.state, favourite = row.favourite } = wish
  const { on, noteHtml } = row
  return {
    on,
    ...(state && state !== 'todo' && { state }),
    ...(favourite && { favourite }),
    ...(noteHtml && { noteHtml }),
  }
}

/** One tap marks as done or takes it back; the rest stands behind the dots. */
export function mineMark(
  { on, state, favourite }: MineRow,
  { title, anchor }: { title: string; anchor: string },
  { more, words }: MineShared,
): Html {
  const named = (text: string) => text.replace('{title}', () => title)
  const next = state === 'done' ? 'todo' : 'done'
  return html`<span class="mine">${
    favourite && html`<span class="mine-star" role="img" aria-label="${words.favourite}">★</span>`
  }<button type="submit" form="${mineForm}" name="act" value="${next}:${on}" class="mine-mark"
      data-state="${state ?? 'todo'}" aria-label="${named(words[state ?? 'todo'])}"></button>${pendingLink(
        {
          prefetch: false,
          keepScroll: true,
          look: 'mine-more',
          href: more + anchor,
          label: named(words.more),
        },
        '',
      )}</span>`
}

/** What the reader wrote of a row. */
export function mineNote({ noteHtml }: MineRow, { words }: MineShared): Html | undefined {
  if (!noteHtml) return undefined
  return html`<div class="mine-note"><p class="mine-note-label">${words.note}</p>
    <div class="prose">${sanitised(noteHtml)}</div></div>`
}

/** Opens the menu where the dots of a row are clicked; hears of all clicks on it. */
export function openMenuAt(row: MineRow | undefined, event: MouseEvent): void {
  if (!row || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const at = event.target instanceof Element && event.target.closest('a.mine-more')
  if (!(at instanceof HTMLAnchorElement)) return
  event.preventDefault()
  openMine({ on: row.on, at })
}

type ProgressLineProps = {
  rows: { mine?: MineRow }[]
  done: number
  total: number
  /** With `{done}` where the number goes. */
  words: string
}

/** "7 of 23 done", with what was pressed on this page since it was drawn. */
export function ProgressLine({ rows, done, total, words }: ProgressLineProps) {
  useSyncExternalStore(subscribeToMine, mineVersion, () => 0)
  const now = rows.reduce((sum, { mine }) => {
    const wished = mine && wishOn(mine.on).state
    if (!wished) return sum
    return sum + Number(wished === 'done') - Number(mine.state === 'done')
  }, done)
  const text = words.replace('{done}', String(now))
  return (
    <p className="mine-progress">
      <progress className="progress" value={now} max={total} aria-label={text} />
      {text}
    </p>
  )
}
