'use client'

import { unstable_rethrow } from 'next/navigation'
import { lazy, type ReactNode, Suspense, useEffect, useState, useTransition } from 'react'
import type { FormAction } from '@/components/ui/action-form'
import { ActsForm } from '@/components/ui/acts-form'
import { showToast } from '@/components/ui/toast-store'
import { useUiTexts } from '@/components/ui/ui-texts'
import type { DragPlace, DragTexts } from './entry-order'

// Dragging is some 15 KB of script that only those who may order a list need, and not at once
const EntryOrder = lazy(() =>
  import('./entry-order').then(({ EntryOrder }) => ({ default: EntryOrder })),
)

type ArrangeFormProps = {
  arrange: FormAction
  place: FormAction
  /** As `EntryOrder` wants them; without, entries are not dragged. */
  order?: { ids: string[]; before: string | null; after: string | null; section: string | null }
  undo: string
  drag: DragTexts
  children: ReactNode
}

/** The form of all entries' buttons; with script they are dragged, too. */
export function ArrangeForm(props: ArrangeFormProps) {
  const { arrange, place, order, undo, drag, children } = props
  const texts = useUiTexts()
  const [, startTransition] = useTransition()
  const [ready, setReady] = useState(false)

  useEffect(() => setReady(true), [])

  function move(id: string, to: DragPlace, done: () => void) {
    const data = new FormData()
    data.set('id', id)
    for (const [name, value] of Object.entries(to)) data.set(name, value)
    startTransition(async () => {
      try {
        const answer = await place(null, data)
        if (answer?.ok === false) showToast({ message: answer.message ?? texts.unreachable })
      } catch (error) {
        unstable_rethrow(error)
        showToast({ message: texts.unreachable })
      }
      done()
    })
  }

  return (
    <ActsForm action={arrange} undo={undo} className="arrange">
      {children}
      {ready && order && (
        <Suspense fallback={null}>
          <EntryOrder {...order} texts={drag} onMove={move} />
        </Suspense>
      )}
    </ActsForm>
  )
}
