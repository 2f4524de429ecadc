import { useSyncExternalStore } from 'react'
import { PendingLink } from '@/components/ui/pending-link'
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

/** One tap marks as done or takes it back; the rest stands behind the dots. */
export function MineMark(props: { row: MineRow; title: string; anchor: string } & MineShared) {
  const { row, title, anchor, more, words } = props
  const { on } = row
  const wish = useSyncExternalStore(
    subscribeToMine,
    () => wishOn(on),
    () => undefined,
  )
  const { state = 'todo', favourite = false } = { ...row, ...wish }
  const named = (text: string) => text.replace('{title}', () => title)
  return (
    <span className="mine">
      {favourite && (
        <span className="mine-star" role="img" aria-label={words.favourite}>
          ★
        </span>
      )}
      <button
        type="submit"
        form={mineForm}
        name="act"
        value={`${state === 'done' ? 'todo' : 'done'}:${on}`}
        className="mine-mark"
        data-state={state}
        aria-label={named(words[state])}
      />
      <PendingLink
        prefetch={false}
        keepScroll
        className="mine-more"
        href={more + anchor}
        aria-label={named(words.more)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
          event.preventDefault()
          openMine({ on, at: event.currentTarget })
        }}
      />
    </span>
  )
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
