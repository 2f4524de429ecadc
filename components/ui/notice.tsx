import type { ReactNode } from 'react'

export type NoticeTone = 'neutral' | 'good' | 'bad' | 'warning'

/** A sentence about the state of something on the page. */
export function Notice({ tone = 'neutral', children }: { tone?: NoticeTone; children: ReactNode }) {
  return <div className={`notice notice-${tone}`}>{children}</div>
}

/** Progress of something slow, from 0 to `max`; without `value` it is only known to go on. */
export function Progress({ label, value, max }: { label: string; value?: number; max?: number }) {
  return <progress className="progress" aria-label={label} value={value} max={max} />
}
