import type { ReactNode } from 'react'
import { Progress } from './notice'

type UploadProgressProps = {
  /** The part that has gone, from 0 to 1; null while nothing is sent */
  sent: number | null
  /** What happens while it goes, and when all of it has gone */
  texts: { going: string; gone: string }
  /** Whether to tell the part in figures too */
  figures?: boolean
  children?: ReactNode
}

/** How far a file has come, told also to those who listen. */
export function UploadProgress({ sent, texts, figures, children }: UploadProgressProps) {
  const stage = sent === 1 ? texts.gone : texts.going
  return (
    <div aria-live="polite">
      {sent !== null && (
        <div className="grid gap-1 text-sm text-ink-2">
          <p>
            {stage}…{figures && sent < 1 && ` ${Math.floor(sent * 100)}%`}
          </p>
          {sent === 1 ? (
            <Progress label={stage} />
          ) : (
            <Progress label={stage} value={sent} max={1} />
          )}
          {children}
        </div>
      )}
    </div>
  )
}
