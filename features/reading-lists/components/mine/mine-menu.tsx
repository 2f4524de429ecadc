import { useRef } from 'react'
import { usePopoverAt } from '@/components/ui/popover-at'
import type { Mark } from '../../mine/marks'
import { type MineOn, openMine } from './mine-store'

export type MineMenuWords = Record<
  | 'menu'
  | 'todo'
  | 'doing'
  | 'done'
  | 'favourite'
  | 'unfavourite'
  | 'later'
  | 'tomorrow'
  | 'week'
  | 'form',
  string
>

type MineMenuProps = {
  on: MineOn
  at: HTMLAnchorElement
  words: MineMenuWords
  onChoose: (act: string) => void
}

/** What one can say of a row beyond done: one for the whole page, drawn where it is asked for. */
export function MineMenu({ on, at, words, onChoose }: MineMenuProps) {
  const panel = useRef<HTMLDivElement>(null)
  const starred = at.parentElement?.querySelector('.mine-star') != null
  const state = at.parentElement?.querySelector<HTMLElement>('.mine-mark')?.dataset.state

  usePopoverAt(panel, { at, end: true, closed: () => openMine(null) })

  const choice = (mark: Mark, label: string, current = false) => (
    <button
      key={mark}
      type="button"
      className="menu-item"
      aria-current={current ? 'true' : undefined}
      onClick={() => {
        panel.current?.hidePopover()
        at.focus({ preventScroll: true })
        onChoose(`${mark}:${on}`)
      }}
    >
      {label}
    </button>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no popover of its own look
    <div ref={panel} popover="auto" role="group" aria-label={words.menu} className="mine-menu">
      {(['todo', 'doing', 'done'] as const).map((it) => choice(it, words[it], state === it))}
      <div className="menu-rule" />
      {starred ? choice('unfavourite', words.unfavourite) : choice('favourite', words.favourite)}
      <div className="menu-rule" />
      <p className="menu-heading">{words.later}</p>
      {choice('tomorrow', words.tomorrow)}
      {choice('week', words.week)}
      <div className="menu-rule" />
      <a className="menu-item" data-nav="plain" data-scroll="keep" href={at.href}>
        {words.form}
      </a>
    </div>
  )
}
