import { getTranslations } from 'next-intl/server'
import { ActsForm } from '@/components/ui/acts-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ownNotesAction } from '../actions'
import type { LeftOut as LeftOutRows } from '../left-out'

type LeftOutProps = { team: string; recap: string; of: LeftOutRows }

/** What a stranger gets of a recap, and what stays out of it and why. */
export async function LeftOut({ team, recap, of }: LeftOutProps) {
  const t = await getTranslations('recaps.out')
  const { open, mine, takenBack, teamOnly, unchosen, talks, names, comments, additions } = of
  const own = teamOnly.find((it) => it.own)?.count ?? 0
  const reasons: { key: string; text: string; more?: string[] }[] = [
    ...(teamOnly.length > 0
      ? [
          {
            key: 'teamOnly',
            text: t('teamOnly', { count: teamOnly.reduce((sum, { count }) => sum + count, 0) }),
            more: teamOnly.map(({ name, own, count }) =>
              t('of', { name: own ? t('you') : name, count }),
            ),
          },
        ]
      : []),
    ...(mine > 0 ? [{ key: 'mine', text: t('mine', { count: mine }) }] : []),
    ...(takenBack > 0 ? [{ key: 'takenBack', text: t('takenBack', { count: takenBack }) }] : []),
    ...(names.length > 0 ? [{ key: 'names', text: t('names'), more: names }] : []),
    ...(comments > 0 ? [{ key: 'comments', text: t('comments', { count: comments }) }] : []),
    ...(additions > 0 ? [{ key: 'additions', text: t('additions', { count: additions }) }] : []),
    ...talks.map(({ title, cancelled, count }) => ({
      key: title,
      text: t(cancelled ? 'cancelled' : 'trashed', { title, count }),
    })),
    ...(unchosen > 0 ? [{ key: 'unchosen', text: t('unchosen', { count: unchosen }) }] : []),
  ]
  return (
    <Card title={t('title')}>
      <p>{t('open', { count: open })}</p>
      {reasons.length > 0 && (
        <>
          <p className="mt-2 text-sm text-ink-2">{t('staysOut')}</p>
          <ul className="recap-out">
            {reasons.map(({ key, text, more }) => (
              <li key={key}>
                {text}
                {more && <span className="text-ink-2"> {more.join(t('between'))}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {/* Stays when there is nothing left to open, since it says what came of it */}
      <ActsForm
        action={ownNotesAction.bind(null, team)}
        undo={t('undo')}
        className="form has-[p]:mt-4"
      >
        {own > 0 && (
          <>
            <div className="form-actions">
              <Button type="submit" name="act" value={`open:${recap}`} variant="secondary">
                {t('openMine', { count: own })}
              </Button>
            </div>
            <p className="field-hint">{t('openMineHint')}</p>
          </>
        )}
      </ActsForm>
    </Card>
  )
}
