import type { Change, Outgoing } from '@/components/outbox/device-store'
import type { CardRow } from './card-rows'

/** What was changed in an annotation on this device and is not on the page yet, the latest of each. */
export type Changes = Partial<Record<Change, Outgoing>>

export function changesOf(id: string, sent: readonly Outgoing[]): Changes {
  const changes = sent.filter(({ of }) => of?.id === id).sort((a, b) => a.queuedAt - b.queuedAt)
  return Object.fromEntries(changes.map((it) => [it.of?.change, it]))
}

/**
 * The row of an annotation with the words that were saved last, confirmed or not. A text that the
 * person has put aside changes nothing that the card shows.
 */
export function changedRow(row: CardRow, changes: Changes): CardRow {
  if (Object.keys(changes).length === 0) return row
  const shown = (it: Outgoing | undefined) => (it?.fields.keep ? undefined : it)
  const [edit, answer] = [shown(changes.edit), shown(changes.answer)]
  return {
    ...row,
    ...(edit && {
      kind: (edit.fields.kind ?? row.kind) as CardRow['kind'],
      html: '',
      typed: edit.fields.text ?? '',
    }),
    ...(answer && {
      answer: { by: row.answer?.by ?? null, html: '', typed: answer.fields.text ?? '' },
    }),
  }
}
