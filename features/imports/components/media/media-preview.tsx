import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { SelectField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { siteOf } from '@/features/links/address'
import { showTime } from '@/features/sessions/recording'
import { chooseMediaConferenceAction, confirmMediaAction, discardImportAction } from '../../actions'
import { has, type MediaRow } from '../../media/plan'
import type { FoundMediaPlan, MediaImport } from '../../media/staging'
import { ProblemList } from '../problem-list'
import { MediaPairs, type PairRow, type PairSession } from './media-pairs'

type MediaPreviewProps = {
  team: string
  staged: MediaImport
  /** Null as long as nobody has said of which conference these are */
  found: FoundMediaPlan | null
  conferences: { id: string; title: string }[]
}

/** Recordings or transcripts beside the sessions that they go to: checked and confirmed in one go. */
export async function MediaPreview({ team, staged, found, conferences }: MediaPreviewProps) {
  const t = await getTranslations('imports.media')
  const { id, media, options } = staged
  const which = (
    <ActionForm action={chooseMediaConferenceAction.bind(null, team)} key={options.conferenceId}>
      <input type="hidden" name="id" value={id} />
      <SelectField
        name="conference"
        label={t('conference')}
        defaultValue={options.conferenceId ?? ''}
      >
        {!found && <option value="">{t('choose')}</option>}
        {conferences.map((one) => (
          <option key={one.id} value={one.id}>
            {one.title}
          </option>
        ))}
      </SelectField>
      <div>
        <SubmitButton variant={found ? 'secondary' : 'primary'}>{t('propose')}</SubmitButton>
      </div>
    </ActionForm>
  )
  return (
    <div className="grid gap-4">
      {found ? (
        <Pairs team={team} staged={staged} found={found} />
      ) : (
        <Card title={t('which')}>{which}</Card>
      )}
      {found && (
        <details className="card">
          <summary className="cursor-pointer font-semibold">{t('otherConference')}</summary>
          <div className="mt-3 grid gap-3">
            <p className="text-sm text-ink-2">{t('otherHint')}</p>
            {which}
          </div>
        </details>
      )}
      <ActionForm action={discardImportAction.bind(null, team)}>
        <input type="hidden" name="id" value={id} />
        <div>
          <SubmitButton variant="secondary">{t('discard')}</SubmitButton>
        </div>
      </ActionForm>
      <div>
        <ProblemList problems={media.problems} />
      </div>
    </div>
  )
}

type PairsProps = Pick<MediaPreviewProps, 'team' | 'staged'> & { found: FoundMediaPlan }

// What a person has to look at comes first
const groups = ['check', 'sure', 'same'] as const

async function Pairs({ team, staged, found }: PairsProps) {
  const t = await getTranslations('imports.media')
  const { kind } = staged
  const names = ['take', 'session', 'leave', 'proposed', 'all', 'score'] as const
  const texts = {
    ...(Object.fromEntries(names.map((name) => [name, t(name)])) as Record<
      (typeof names)[number],
      string
    >),
    same: t(`there_${kind}`),
  }
  const sessions = found.sessions.map((session): PairSession => {
    const { id, title, speakers } = session
    const named = [title, speakers.slice(0, 3).join(', ')].filter(Boolean).join(' – ')
    return { id, title: named, ...(has(kind, session) && { has: t(`has_${kind}`) }) }
  })
  const parts = { check: [], sure: [], same: [] } as Record<(typeof groups)[number], PairRow[]>
  for (const row of found.rows) parts[groupOf(row)].push(shown(row, t))
  const { repeated } = staged.media
  return (
    <ActionForm action={confirmMediaAction.bind(null, team)} className="grid gap-4">
      <input type="hidden" name="id" value={staged.id} />
      <input type="hidden" name="seen" value={found.seen} />
      <p className="text-ink-2">
        {t(`summary_${kind}`, { count: found.rows.length, title: found.conference.title })}
        {repeated > 0 && ` ${t('repeated', { count: repeated })}`}
        <span className="block text-sm">{t('hint')}</span>
      </p>
      {found.sessions.length === 0 && <Notice tone="warning">{t('noSessions')}</Notice>}
      {groups.map(
        (group) =>
          parts[group].length > 0 && (
            <Card key={group} title={t(`group_${group}`)} aside={parts[group].length}>
              <MediaPairs key={found.hash} rows={parts[group]} sessions={sessions} texts={texts} />
            </Card>
          ),
      )}
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton>{t('confirm')}</SubmitButton>
        <span className="text-sm text-ink-2">{t(`after_${kind}`)}</span>
      </div>
    </ActionForm>
  )
}

function groupOf({ take, what }: MediaRow): (typeof groups)[number] {
  if (what === 'same') return 'same'
  return take ? 'sure' : 'check'
}

function shown(row: MediaRow, t: Awaited<ReturnType<typeof getTranslations<'imports.media'>>>) {
  const { index, item, session, take, proposals, what, chosen } = row
  const { title, detail, durationSeconds, line, transcript } = item
  const more = [
    durationSeconds !== null && showTime(durationSeconds * 1000),
    transcript && t('cues', { count: transcript.cues }),
    transcript?.language,
    line !== null && t('line', { line }),
  ]
  const web = /^https?:/.test(detail)
  return {
    ...{ index, title, take, same: what === 'same', session: chosen ? (session ?? '') : '' },
    detail: web ? siteOf(detail) : detail,
    ...(web && { href: detail }),
    more: more.filter(Boolean).join(' · '),
    proposals: proposals.map(({ id, score }): PairRow['proposals'][number] => [id, score]),
  }
}
