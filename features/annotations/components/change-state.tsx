'use client'

import { useEffect, useRef } from 'react'
import type { Outgoing } from '@/components/outbox/device-store'
import { flush, isFreshRefusal, isSettled, seenRefusal } from '@/components/outbox/outbox'
import { Button } from '@/components/ui/button'
import { FormLink } from './card-actions'
import type { CardRow, CardsShared } from './card-rows'
import { keepTyped, typedBefore } from './typed-draft'

type ChangeStateProps = {
  /** Nothing any more once it is saved */
  it: Outgoing | undefined
  row: CardRow
  shared: CardsShared
}

const patienceMs = 3_000

/** Nobody writes, and no other form is open: this one may open by itself. */
function isCalm(): boolean {
  const writing = document.activeElement?.matches('textarea, select, input')
  return !writing && !document.querySelector('.note-form:not([hidden])')
}

/** The truth about a change: on its way, saved, or why not and what to do. */
export function ChangeState({ it, row, shared }: ChangeStateProps) {
  const { words, here } = shared
  const line = useRef<HTMLParagraphElement>(null)
  const settled = it !== undefined && isSettled(it)
  const stopped = it?.stopped
  const id = it?.id ?? ''
  const mends = stopped?.because === 'conflict' || stopped?.fields !== undefined

  useEffect(() => {
    // Refused a moment ago: one goes on where one was, if nothing else is written. The form that was
    // sent may still be leaving the page.
    if (!settled || !mends || !isFreshRefusal(id)) return
    const until = Date.now() + patienceMs
    const looking = setInterval(look, 100)
    function look() {
      const calm = isCalm()
      if (calm && seenRefusal(id)) line.current?.querySelector('a')?.click()
      if (calm || Date.now() > until) clearInterval(looking)
    }
    look()
    return () => clearInterval(looking)
  }, [id, settled, mends])

  return (
    <p
      className={`note-waits ${settled ? 'note-settled' : stopped ? '' : 'note-goes'}`}
      role="status"
      ref={line}
    >
      {it === undefined ? words.saved : !stopped && words.saving}
      {stopped?.because === 'network' && words.waits}
      {stopped?.because === 'login' && `${words.waits} ${stopped.why}`}
      {stopped?.because === 'refused' && `${words.refused} ${stopped.why}`}
      {stopped?.because === 'conflict' && words.conflict}
      {stopped && !settled && (
        <Button type="button" onClick={() => void flush()}>
          {words.tryNow}
        </Button>
      )}
      {settled && it.of && (
        <span onClickCapture={() => layOpen(it)}>
          <FormLink form={it.of.change} it={row} here={here} className="button button-secondary">
            {stopped?.because === 'conflict' ? words.compare : words.changeIt}
          </FormLink>
        </span>
      )}
    </p>
  )
}

/** Puts the words where their form looks for what was typed and not saved. */
function layOpen({ of, userId, fields }: Outgoing) {
  const name = `${of?.change}.${userId}.${of?.id}`
  if (typedBefore(name)) return
  keepTyped(name, { revision: Number(fields.revision), text: fields.text ?? '' })
}
