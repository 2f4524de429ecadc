import type { ReactNode } from 'react'
import type { AnnotationKind } from '@/prisma/generated/client'

export type BadgeTone = 'neutral' | 'accent' | 'warning' | 'danger'

/** A short label on a soft ground. The words carry the meaning, the colour only helps the eye. */
export function Badge({ tone = 'neutral', children }: { tone?: BadgeTone; children: ReactNode }) {
  return <span className={tone === 'neutral' ? 'badge' : `badge badge-${tone}`}>{children}</span>
}

/** The label of an annotation's kind; `children` is its name in the reader's language. */
export function KindBadge({ kind, children }: { kind: AnnotationKind; children: ReactNode }) {
  return <span className={`badge kind-${kind}`}>{children}</span>
}

/** A number beside a name. `fresh` marks what waits for the reader. */
export function Count({ value, fresh = false }: { value: number; fresh?: boolean }) {
  if (value === 0) return null
  return <span className={fresh ? 'count count-new' : 'count'}>{value > 999 ? '999+' : value}</span>
}
