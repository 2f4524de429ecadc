import { Button } from '@/components/ui/button'
import { PendingLink } from '@/components/ui/pending-link'
import { shortId } from '@/lib/ids'
import type { ProgrammeFrame } from './programme-frame'

type Choice = { id: string; name: string }

type ProgrammeFilterProps = {
  action: string
  /** What else the address holds and has to keep. */
  kept: Record<string, string | undefined>
  q: string | undefined
  room: Choice | undefined
  track: Choice | undefined
  rooms: readonly Choice[]
  tracks: readonly Choice[]
  clearHref: string | null
  t: ProgrammeFrame['t']
}

/** Words, room and track, as a plain form whose answer is an address. */
export function ProgrammeFilter(props: ProgrammeFilterProps) {
  const { action, kept, q, room, track, rooms, tracks, clearHref, t } = props
  return (
    <search className="programme-filter">
      <form action={action} aria-label={t('filter')}>
        {Object.entries(kept).map(
          ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <input
          type="search"
          name="q"
          defaultValue={q}
          placeholder={t('search')}
          aria-label={t('search')}
          maxLength={200}
          className="control"
        />
        <Choose name="track" label={t('track')} all={t('allTracks')} of={tracks} chosen={track} />
        <Choose name="room" label={t('room')} all={t('allRooms')} of={rooms} chosen={room} />
        <Button type="submit">{t('apply')}</Button>
        {clearHref && (
          <PendingLink href={clearHref} className="button button-quiet">
            {t('clear')}
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
  of: readonly Choice[]
  chosen: Choice | undefined
}

function Choose({ name, label, all, of, chosen }: ChooseProps) {
  if (of.length < 2) return null
  return (
    <select
      name={name}
      aria-label={label}
      defaultValue={chosen ? shortId(chosen.id) : ''}
      className="control"
    >
      <option value="">{all}</option>
      {of.map(({ id, name }) => (
        <option key={id} value={shortId(id)}>
          {name}
        </option>
      ))}
    </select>
  )
}
