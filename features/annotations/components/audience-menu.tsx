'use client'

import { type ToggleEvent, useState } from 'react'
import { shortId } from '@/lib/ids'
import type { CardRow, CardsShared } from './card-rows'
import { changeAudience } from './change-audience'

type AudienceMenuProps = { it: CardRow; shared: CardsShared }

const choices = ['me', 'team', 'public'] as const
/** Pixels that the menu needs at most. */
const [width, height] = [330, 150]

/** For whom one's own annotation is; without script the form that edits it has the same choice. */
export function AudienceMenu({ it, shared }: AudienceMenuProps) {
  const [open, setOpen] = useState(false)
  const { words } = shared
  const id = `audience-${shortId(it.id)}`

  function place({ currentTarget, newState }: ToggleEvent<HTMLElement>) {
    if (newState !== 'open') return
    const button = currentTarget.previousElementSibling?.getBoundingClientRect()
    if (!button) return
    const right = Math.min(innerWidth - button.right, innerWidth - width)
    currentTarget.style.inset =
      button.bottom + height < innerHeight
        ? `${button.bottom + 4}px ${right}px auto auto`
        : `auto ${right}px ${innerHeight - button.top + 4}px auto`
  }

  function choose(audience: (typeof choices)[number], button: HTMLElement) {
    button.closest<HTMLElement>('article')?.focus({ preventScroll: true })
    button.closest<HTMLElement>('[popover]')?.hidePopover()
    void changeAudience(it, audience, shared)
  }

  return (
    <>
      <button
        type="button"
        data-act="audience"
        data-scripted=""
        popoverTarget={id}
        aria-haspopup="true"
        title={words.audience}
      >
        {words.audience}
      </button>
      <span
        id={id}
        popover="auto"
        className="menu-panel audience-menu"
        onBeforeToggle={place}
        onToggle={({ newState }) => setOpen(newState === 'open')}
      >
        {open &&
          choices.map((audience) => (
            <button
              key={audience}
              type="button"
              className="menu-item"
              aria-current={audience === (it.audience ?? 'team') ? 'true' : undefined}
              ref={(button) => {
                if (audience === (it.audience ?? 'team')) button?.focus()
              }}
              onClick={({ currentTarget }) => choose(audience, currentTarget)}
            >
              {words[`audienceChoice.${audience}`]}
            </button>
          ))}
      </span>
    </>
  )
}
