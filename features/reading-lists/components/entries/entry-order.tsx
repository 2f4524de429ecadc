'use client'

import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  TouchSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'

export type DragTexts = {
  handle: string
  instructions: string
  lifted: string
  over: string
  dropped: string
  cancelled: string
}

type EntryOrderProps = {
  /** Entries, and headings as `s:` and the id of their section */
  ids: string[]
  before: string | null
  after: string | null
  /** In which section the first of them stands if no heading is above it; null: the list has none */
  section: string | null
  texts: DragTexts
  onMove: (id: string, place: DragPlace, done: () => void) => void
}

export type DragPlace = { after: string; before: string; section?: string }

const isHeading = (id: string) => id.startsWith('s:')

const rowOf = (id: UniqueIdentifier) =>
  document.querySelector<HTMLElement>(`li[data-entry="${id}"]`)
const titleOf = (id: UniqueIdentifier) =>
  rowOf(id)?.querySelector('.entry-title')?.textContent ?? ''

/**
 * Dragging for rows that the server rendered. It draws only the handles, into those rows, and moves
 * them by style; their place in the document changes when the server answers with the new order.
 */
export function EntryOrder(props: EntryOrderProps) {
  const { ids, before, after, section, texts, onMove } = props
  const [order, setOrder] = useState(ids)
  const served = ids.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what counts is what the ids are
  useEffect(() => setOrder(ids), [served])
  useLayoutEffect(() => {
    const moved = order.join() !== served
    order.forEach((id, index) => {
      rowOf(id)?.style.setProperty('order', moved ? String(index) : '')
    })
  }, [order, served])

  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 150, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )

  function drop({ active, over }: DragEndEvent) {
    const [from, to] = [order.indexOf(String(active.id)), order.indexOf(String(over?.id))]
    if (from < 0 || to < 0 || from === to) return
    const next = arrayMove(order, from, to)
    setOrder(next)
    const beside = (at: number, past: string | null) => {
      const id = next[at] ?? past ?? ''
      return isHeading(id) ? '' : id
    }
    const heading = next.slice(0, to).findLast(isHeading)
    const place = {
      after: beside(to - 1, before),
      before: beside(to + 1, after),
      ...(section !== null && { section: heading ? heading.slice(2) : section }),
    }
    onMove(String(active.id), place, () => setOrder(ids))
  }

  const say = (text: string, id: UniqueIdentifier, at: UniqueIdentifier = id) =>
    text
      .replace('{title}', () => titleOf(id))
      .replace('{position}', () => {
        const before = order.slice(0, order.indexOf(String(at)) + 1)
        return String(Math.max(1, before.filter((one) => !isHeading(one)).length))
      })
      .replace('{count}', String(order.filter((one) => !isHeading(one)).length))
  // Lifted, an entry is at once "over" itself: that would be said in the place of the lifting
  const last = useRef<UniqueIdentifier | null>(null)
  const announcements: Announcements = {
    onDragStart: ({ active }) => {
      last.current = active.id
      return say(texts.lifted, active.id)
    },
    onDragOver: ({ active, over }) => {
      if (!over || over.id === last.current) return undefined
      last.current = over.id
      return say(texts.over, active.id, over.id)
    },
    onDragEnd: ({ active, over }) => say(texts.dropped, active.id, over?.id),
    onDragCancel: ({ active }) => say(texts.cancelled, active.id),
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{
        announcements,
        screenReaderInstructions: { draggable: texts.instructions },
      }}
    >
      <SortableContext items={order} strategy={verticalListSortingStrategy}>
        {order.map((id) => (
          <Handle key={id} id={id} label={texts.handle} />
        ))}
      </SortableContext>
    </DndContext>
  )
}

function Handle({ id, label }: { id: string; label: string }) {
  const sortable = useSortable({ id, disabled: { draggable: isHeading(id), droppable: false } })
  const { setNodeRef, setActivatorNodeRef, listeners, attributes } = sortable
  const { transform, transition, isDragging } = sortable
  const [row, setRow] = useState<HTMLElement | null>(null)

  // At every rendering: a row that was a form for a while is one again
  useEffect(() => {
    const found = rowOf(id)
    setRow(found)
    setNodeRef(found)
  })

  useLayoutEffect(() => {
    if (!row) return
    row.style.transform = transform ? `translate(0, ${Math.round(transform.y)}px)` : ''
    row.style.transition = transition ?? ''
    row.toggleAttribute('data-dragging', isDragging)
  }, [row, transform, transition, isDragging])

  if (!row || isHeading(id)) return null
  const name = label.replace('{title}', () => titleOf(id))
  return createPortal(
    <button
      type="button"
      ref={setActivatorNodeRef}
      className="entry-handle"
      {...attributes}
      aria-roledescription={undefined}
      {...listeners}
      aria-label={name}
      title={name}
    >
      <span aria-hidden="true">⠿</span>
    </button>,
    row,
  )
}
