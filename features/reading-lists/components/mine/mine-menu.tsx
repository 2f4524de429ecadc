import { useEffect, useRef } from 'react'
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

  useEffect(() => {
    const element = panel.current
    if (!element) return
    element.showPopover()
    place(element, at)
    element.querySelector('button')?.focus({ preventScroll: true })
    const close = () => element.hidePopover()
    const toggled = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') openMine(null)
    }
    element.addEventListener('toggle', toggled)
    addEventListener('scroll', close, { passive: true })
    return () => {
      element.removeEventListener('toggle', toggled)
      removeEventListener('scroll', close)
    }
  }, [at])

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

/** Below the dots, or above where there is no room; inside of the window. */
function place(element: HTMLElement, at: HTMLElement) {
  const link = at.getBoundingClientRect()
  const { width, height } = element.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  element.style.left = `${Math.max(8, Math.min(link.right - width, clientWidth - width - 8))}px`
  const below = link.bottom + 4
  element.style.top = `${below + height > clientHeight - 8 ? Math.max(8, link.top - height - 4) : below}px`
}
