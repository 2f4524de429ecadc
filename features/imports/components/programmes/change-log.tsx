import { getLocale, getTranslations } from 'next-intl/server'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { PendingLink } from '@/components/ui/pending-link'
import { formatMoment } from '@/lib/dates'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { ProgrammeChange } from '../../programmes/changes'
import { FieldChanges } from './field-changes'

type ChangeLogProps = {
  team: string
  conference: { id: string; slug: string; zone: string }
  imports: ProgrammeChange[]
}

const tones: Record<ProgrammeChange['sessions'][number]['what'], BadgeTone> = {
  added: 'accent',
  changed: 'neutral',
  vanished: 'warning',
}

/** What changed in a programme, import by import. */
export function ChangeLog({ team, conference, imports }: ChangeLogProps) {
  return (
    <ol className="grid gap-6">
      {imports.map((one) => (
        <li key={one.id}>
          <ImportChanges team={team} conference={conference} one={one} />
        </li>
      ))}
    </ol>
  )
}

type ImportProps = Omit<ChangeLogProps, 'imports'> & { one: ProgrammeChange }

async function ImportChanges({ team, conference, one }: ImportProps) {
  const t = await getTranslations('imports.changes')
  const locale = await getLocale()
  const moment = (at: Date) => formatMoment(at, conference.zone, locale)
  const { id, source, by, first, added, changed, vanished, sessions, left, undoneAt } = one
  return (
    <>
      <h2 className="text-lg">
        <time dateTime={one.appliedAt.toISOString()}>{moment(one.appliedAt)}</time>
      </h2>
      <p className="flex flex-wrap gap-x-3 text-sm text-ink-2">
        <span className="min-w-0 break-words">{t('by', { source, name: by })}</span>
        {!first && <span>{t('counts', { added, changed, vanished })}</span>}
        {undoneAt && <Badge>{t('undone', { when: moment(undoneAt) })}</Badge>}
      </p>
      {first && <p className="mt-1">{t('first', { count: added, source })}</p>}
      {sessions.length > 0 && (
        <ul className="rows mt-2">
          {sessions.map((session) => (
            <li key={session.sessionId} className="py-2">
              <ChangedSession team={team} session={session} zone={conference.zone} />
            </li>
          ))}
        </ul>
      )}
      {left > 0 && (
        <p className="mt-2">
          <PendingLink
            href={paths.programmeChanges(team, conference, { of: shortId(id) })}
            prefetch={false}
          >
            {t('more', { count: left })}
          </PendingLink>
        </p>
      )}
    </>
  )
}

type SessionProps = { team: string; session: ProgrammeChange['sessions'][number]; zone: string }

async function ChangedSession({ team, session, zone }: SessionProps) {
  const t = await getTranslations('imports.changes')
  const { sessionId: id, title, slug, what, changes, mine } = session
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        {slug === null ? (
          <span className="font-medium">{title}</span>
        ) : (
          <PendingLink
            href={paths.session(team, { id, slug })}
            prefetch={false}
            className="font-medium"
          >
            {title}
          </PendingLink>
        )}
        <Badge tone={tones[what]}>{t(`what.${what}`)}</Badge>
        {mine && <Badge tone="accent">{t('mine')}</Badge>}
      </div>
      {changes.length > 0 && <FieldChanges changes={changes} zone={zone} />}
    </>
  )
}
