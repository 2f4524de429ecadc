import { useLocale, useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { PendingLink } from '@/components/ui/pending-link'
import { formatDay } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { SessionDetail } from '../queries'
import { showTime } from '../recording'
import type { TranscriptView } from '../transcripts'
import { RemoveTranscript, RestoreTranscript, TranscriptForms } from './transcript-forms'
import { type TranscriptRow, TranscriptRows } from './transcript-rows'
import { TranscriptTools } from './transcript-tools'

type PanelProps = {
  team: string
  session: SessionDetail
  /** Null: not opened, the panel is a link */
  transcript: TranscriptView | null
  /** Annotated passages of it, by their positions in its plain text */
  passages: { start: number; href: string }[]
  /** Why the file that was sent before was refused */
  refused?: string | undefined
}

/** What was said: one link until it is opened, then its paragraphs with their moments. */
export function TranscriptPanel(props: PanelProps) {
  const { team, session, transcript, passages, refused } = props
  const t = useTranslations('sessions.transcript')
  const edit = session.can.edit
  if (!transcript) {
    if (!session.transcribed && !edit) return null
    return (
      <Card title={t('title')} id="transcript">
        <PendingLink className="text-link text-sm" href={paths.transcript(team, session)}>
          {session.transcribed ? t('read') : t('add')}
        </PendingLink>
      </Card>
    )
  }
  const { current, trashed } = transcript
  const close = (
    <PendingLink className="text-link" href={paths.session(team, session)} keepScroll>
      {t('close')}
    </PendingLink>
  )
  return (
    <Card title={t('title')} id="transcript" className="transcript" aside={close}>
      {current ? (
        <>
          <Facts current={current} />
          <TranscriptTools texts={toolTexts(t)} />
          <TranscriptRows
            lang={current.language}
            label={t('title')}
            rows={rowsOf(current.paragraphs, passages, t)}
          />
        </>
      ) : (
        <p className="text-sm text-ink-3">{t('none')}</p>
      )}
      {edit && trashed && <RestoreTranscript team={team} trashed={trashed} />}
      {edit &&
        (current ? (
          <details className="transcript-change" open={refused !== undefined}>
            <summary>{t('change')}</summary>
            <TranscriptForms team={team} session={session} current={current} refused={refused} />
            <RemoveTranscript team={team} id={current.id} />
          </details>
        ) : (
          <TranscriptForms team={team} session={session} current={null} refused={refused} />
        ))}
    </Card>
  )
}

type Current = NonNullable<TranscriptView['current']>

function Facts({ current }: { current: Current }) {
  const t = useTranslations('sessions.transcript')
  const locale = useLocale()
  const day = formatDay(current.createdAt.slice(0, 10), locale)
  const added = t('added', { name: current.by, day })
  return (
    <p className="text-xs text-ink-3">
      {[current.fileName, current.language, added].filter(Boolean).join(' · ')}
    </p>
  )
}

type Words = ReturnType<typeof useTranslations<'sessions.transcript'>>

function toolTexts(t: Words) {
  return {
    find: t('find'),
    none: t('noHits'),
    hits: t('hits', { at: '{at}', count: '{count}' }),
    next: t('next'),
    previous: t('previous'),
    follow: t('follow'),
  }
}

function rowsOf(paragraphs: Current['paragraphs'], passages: PanelProps['passages'], t: Words) {
  const marksOf = (count: number, href: string) => ({
    ...{ count, href },
    title: t('annotated', { count }),
  })
  let start = 0
  return paragraphs.map(({ fromMs, speaker, text }): TranscriptRow => {
    const end = start + text.length
    const here = passages.filter((it) => it.start >= start && it.start < end)
    start = end + 1
    const [first] = here
    return {
      text,
      ...(fromMs !== null && { ms: fromMs, at: showTime(fromMs) }),
      ...(speaker && { speaker }),
      ...(first && { marks: marksOf(here.length, first.href) }),
    }
  })
}
