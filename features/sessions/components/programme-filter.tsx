'use client'

import { Button } from '@/components/ui/button'
import { PendingLink } from '@/components/ui/pending-link'

/** By short id. */
type Choice = [id: string, name: string]

type ProgrammeFilterProps = {
  action: string
  /** What else the address holds and has to keep. */
  kept: Record<string, string | undefined>
  q: string | undefined
  room: string | undefined
  track: string | undefined
  mine: boolean
  rooms: Choice[]
  tracks: Choice[]
  clearHref: string | null
  words: Record<
    'filter' | 'search' | 'track' | 'allTracks' | 'room' | 'allRooms' | 'mine' | 'apply' | 'clear',
    string
  >
}

/**
 * Words, room, track and what the reader wants, as a plain form whose answer is an address. Drawn from data, since there
 * may be dozens of rooms (decision 16).
 */
export function ProgrammeFilter(props: ProgrammeFilterProps) {
  const { action, kept, q, room, track, mine, rooms, tracks, clearHref, words } = props
  return (
    <search className="programme-filter">
      <form action={action} aria-label={words.filter}>
        {Object.entries(kept).map(
          ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <input
          type="search"
          name="q"
          defaultValue={q}
          placeholder={words.search}
          aria-label={words.search}
          maxLength={200}
          className="control"
        />
        <Choose name="track" label={words.track} all={words.allTracks} of={tracks} chosen={track} />
        <Choose name="room" label={words.room} all={words.allRooms} of={rooms} chosen={room} />
        <label className="check">
          <input type="checkbox" name="mine" value="1" defaultChecked={mine} />
          {words.mine}
        </label>
        <Button type="submit">{words.apply}</Button>
        {clearHref && (
          <PendingLink href={clearHref} className="button button-quiet">
            {words.clear}
          </PendingLink>
        )}
      </form>
    </search>
  )
}

type ChooseProps = {
  name: string
  label: string
  all: string
  of: Choice[]
  chosen: string | undefined
}

function Choose({ name, label, all, of, chosen }: ChooseProps) {
  if (of.length < 2) return null
  return (
    <select name={name} aria-label={label} defaultValue={chosen ?? ''} className="control">
      <option value="">{all}</option>
      {of.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
