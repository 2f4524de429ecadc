'use client'

import { useRef, useSyncExternalStore } from 'react'
import { usePopoverAt } from '@/components/ui/popover-at'
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

  usePopoverAt(panel, { at, above: true, closed: () => pickFor(null) })

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
