import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Avatar } from '@/components/ui/avatar'
import { KindBadge } from '@/components/ui/badge'
import { PendingLink } from '@/components/ui/pending-link'
import { formatDay } from '@/lib/dates'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { finishAnnotationAction } from '../actions'
import { showMoment } from '../moment'
import type { OpenItem, ToFinish } from '../to-finish'

type ListProps = {
  team: string
  group: ToFinish['groups'][number]
  /** To the rest of the group, where it does not stand here whole */
  rest: string | null
}

/** What is open of one sort, each with where it came from and what can be done about it. */
export async function ToFinishList({ team, group: { group, total, items }, rest }: ListProps) {
  const t = await getTranslations('toFinish')
  return (
    <section aria-labelledby={`open-${group}`} className="open-group">
      <h2 id={`open-${group}`}>
        {t(`groups.${group}`)} <span className="count">{total}</span>
      </h2>
      <ul className="rows">
        {items.map((item) => (
          <Item key={item.id} team={team} item={item} />
        ))}
      </ul>
      {rest && (
        <PendingLink className="text-link" href={rest}>
          {t('all', { count: total })}
        </PendingLink>
      )}
    </section>
  )
}

async function Item({ team, item }: { team: string; item: OpenItem }) {
  const [t, kinds, locale] = await Promise.all([
    getTranslations('toFinish'),
    getTranslations('annotations.kinds'),
    getLocale(),
  ])
  const { id, kind, place, dueOn, can } = item
  const href = paths.annotation(team, place, id)
  const text = item.plain.trim() || t(kind === 'gap' ? 'missed' : 'noPhoto')
  const short = text.slice(0, 80)
  const today = new Date().toISOString().slice(0, 10)
  const late = dueOn !== null && dueOn < today
  const moment = showMoment(item.fromMs)
  const person = item.ownerId
    ? { id: item.ownerId, name: item.owner ?? '' }
    : { id: item.authorId, name: item.author }
  const form = (['answer', 'attach', 'fill'] as const).find((it) => can[it])
  return (
    <li className="open-item">
      {kind === 'follow_up' && can.close && (
        <ActionForm
          action={finishAnnotationAction.bind(null, team)}
          className="contents"
          toast
          undo={{
            label: t('undo'),
            action: finishAnnotationAction.bind(null, team),
            fields: { act: `reopen:${id}` },
          }}
        >
          <button
            type="submit"
            name="act"
            value={`close:${id}`}
            className="note-tick"
            aria-label={t('done', { text: short })}
            title={t('markDone')}
          />
        </ActionForm>
      )}
      {kind === 'follow_up' && !can.close && <span className="note-tick" />}
      <div>
        <p className="open-text">
          {(kind === 'photo' || kind === 'gap') && <KindBadge kind={kind}>{kinds(kind)}</KindBadge>}{' '}
          <PendingLink href={href} className="plain-link">
            {text}
          </PendingLink>
        </p>
        <p className="open-facts">
          <span className="open-who">
            <Avatar person={person} />
            {t(roleOf(item), { name: person.name, speaker: item.speaker })}
          </span>
          {dueOn && (
            <span className={late ? 'text-danger' : undefined}>
              {t(late ? 'overdue' : 'due', { day: formatDay(dueOn, locale) })}
            </span>
          )}
          {item.audience === 'me' && <span>{t('onlyYou')}</span>}
          <span className="open-place">{[moment, place.title].filter(Boolean).join(' · ')}</span>
        </p>
      </div>
      {form && (
        <PendingLink
          href={`${paths.annotated(team, place, { at: shortId(id), [form]: shortId(id) })}#annotation-${shortId(id)}`}
          className="button button-secondary"
          prefetch={false}
          aria-label={t(`${form}Named`, { text: short })}
        >
          {t(form)}
        </PendingLink>
      )}
    </li>
  )
}

function roleOf({ kind, ownerId, speaker }: OpenItem) {
  if (kind === 'question') return speaker ? 'askedBySpeaker' : 'askedBy'
  if (kind === 'follow_up') return ownerId ? 'ownedBy' : 'ownedByNobody'
  return 'leftBy'
}
