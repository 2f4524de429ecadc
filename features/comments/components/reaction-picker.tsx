'use client'

import { useEffect, useRef, useSyncExternalStore } from 'react'
import { type Reactable, reactionKinds, signs } from '../signs'
import { useComments } from './comment-context'
import { pickFor, pickingFor, subscribeToReactions } from './reaction-store'
import { useReact } from './reactions'

/** The six signs to choose from: one for the whole page, drawn where it is asked for. */
export function ReactionPicker() {
  const picking = useSyncExternalStore(subscribeToReactions, pickingFor, () => null)
  return picking && <Picker key={picking.on.id} on={picking.on} at={picking.at} />
}

function Picker({ on, at }: { on: Reactable; at: HTMLElement }) {
  const { texts } = useComments()
  const put = useReact(on)
  const panel = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const element = panel.current
    if (!element) return
    element.showPopover()
    place(element, at)
    element.querySelector('button')?.focus({ preventScroll: true })
    const close = () => element.hidePopover()
    const toggled = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') pickFor(null)
    }
    element.addEventListener('toggle', toggled)
    addEventListener('scroll', close, { passive: true })
    return () => {
      element.removeEventListener('toggle', toggled)
      removeEventListener('scroll', close)
    }
  }, [at])

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no popover of its own look
    <div
      ref={panel}
      popover="auto"
      role="group"
      aria-label={texts.react}
      className="reaction-picker"
    >
      {reactionKinds.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-label={texts[kind]}
          title={texts[kind]}
          onClick={() => {
            panel.current?.hidePopover()
            at.focus({ preventScroll: true })
            put(kind, true)
          }}
        >
          {signs[kind]}
        </button>
      ))}
    </div>
  )
}

/** Above the button, or below where there is no room; inside of the window. */
function place(element: HTMLElement, at: HTMLElement) {
  const button = at.getBoundingClientRect()
  const { width, height } = element.getBoundingClientRect()
  const left = Math.max(8, Math.min(button.left, document.documentElement.clientWidth - width - 8))
  const above = button.top - height - 6
  element.style.left = `${left}px`
  element.style.top = `${above < 8 ? button.bottom + 6 : above}px`
}
