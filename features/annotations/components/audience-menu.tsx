'use client'

import { useEffect, useRef, useState } from 'react'
import { usePopoverAt } from '@/components/ui/popover-at'
import { fromShortId } from '@/lib/ids'
import type { CardRow, CardsShared } from './card-rows'
import { changeAudience } from './change-audience'

/** Whose menu is asked for, and at which button. */
type Asked = { id: string; button: HTMLElement }

type AudienceMenuProps = {
  it: CardRow
  shared: CardsShared
  button: HTMLElement
  close: () => void
}

const choices = ['me', 'team', 'public'] as const

/** Hears which card's button was pressed, for all cards of a page. */
export function useAudienceMenu() {
  const [asked, ask] = useState<Asked | null>(null)
  useEffect(() => {
    const listening = new AbortController()
    function open({ target }: Event) {
      const button = (target as Element).closest<HTMLElement>('.note [data-act="audience"]')
      const card = button?.closest('article')
      const id = card && fromShortId(card.id.replace('annotation-', ''))
      if (button && id) ask({ id, button })
    }
    document.addEventListener('click', open, { signal: listening.signal })
    return () => listening.abort()
  }, [])
  return { asked, close: () => ask(null) }
}

/**
 * For whom one's own annotation is: drawn in the card at the button that asks for it. Without script
 * the form that edits it has the same choice.
 */
export function AudienceMenu({ it, shared, button, close }: AudienceMenuProps) {
  const menu = useRef<HTMLSpanElement>(null)
  const { words } = shared
  const now = it.audience ?? 'team'

  usePopoverAt(menu, { at: button, end: true, first: '[aria-current]', closed: close })

  function choose(audience: (typeof choices)[number]) {
    button.closest<HTMLElement>('article')?.focus({ preventScroll: true })
    menu.current?.hidePopover()
    void changeAudience(it, audience, shared)
  }

  return (
    <span ref={menu} popover="auto" className="menu-panel audience-menu">
      {choices.map((audience) => (
        <button
          key={audience}
          type="button"
          className="menu-item"
          aria-current={audience === now ? 'true' : undefined}
          onClick={() => choose(audience)}
        >
          {words[`audienceChoice.${audience}`]}
        </button>
      ))}
    </span>
  )
}
