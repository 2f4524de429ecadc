'use client'

import { useSyncExternalStore } from 'react'
import { AvatarStack } from '@/components/ui/avatar'
import type { PersonHere } from '../schema'
import { getHere, subscribeToHere } from './here-store'

const nobody: readonly PersonHere[] = []

/** `writesOne` and `writesMany` hold "{name}" and "{count}". */
type PeopleHereProps = { words: Record<'here' | 'writesOne' | 'writesMany', string> }

/** Who else has the session open, and who of them is writing. Nothing where there is no script. */
export function PeopleHere({ words }: PeopleHereProps) {
  const people = useSyncExternalStore(subscribeToHere, getHere, () => nobody)
  const writing = people.filter((person) => person.writing)
  const [first] = writing
  const sentence =
    writing.length > 1
      ? words.writesMany.replace('{count}', String(writing.length))
      : words.writesOne.replace('{name}', first?.name ?? '')
  if (people.length === 0) return null
  return (
    <div className={first ? 'here here-busy' : 'here'}>
      <span className="sr-only">{words.here}</span>
      <span className="here-count" aria-hidden="true">
        {people.length}
      </span>
      <AvatarStack people={[...people]} max={4} />
      {first && <span className="here-writing">{sentence}</span>}
    </div>
  )
}
