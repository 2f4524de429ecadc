'use client'

import { useFormState } from './action-form'
import { Button } from './button'

type LatestTextProps = {
  /** The control it stands below. */
  name: string
  /** What is saved there now, and the revision that holds it. */
  now: string
  revision: number
  /** Says whose words these are. */
  label: string
  /** The hidden control that holds the revision which was seen. */
  seen?: string
  /** The button that leaves it there instead. */
  keep?: { name: string; value: string; label: string }
}

/**
 * What somebody else has saved while this form was open, below the words that were just refused.
 * The form has a hidden control for the revision; after a conflict the page around brings the latest.
 */
export function LatestText(props: LatestTextProps) {
  const { name, now, revision, label, seen = 'revision', keep } = props
  const { values } = useFormState()
  if (!values || values[seen] === String(revision)) return null
  if (fold(values[name] ?? '') === fold(now)) return null
  return (
    <div className="latest-text">
      <p>
        <strong>{label}</strong> {now || '–'}
      </p>
      {keep && (
        <Button type="submit" name={keep.name} value={keep.value} variant="secondary" data-resets>
          {keep.label}
        </Button>
      )}
    </div>
  )
}

/** Browsers send line ends of their own. */
const fold = (text: string) => text.replace(/\s+/g, ' ').trim()
