import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { restoreConferenceAction } from '@/features/conferences/actions'
import { ConferenceList } from '@/features/conferences/components/conference-list'
import { UndoNotice } from '@/features/conferences/components/undo-notice'
import { canEditConferences } from '@/features/conferences/policy'
import { getConferences, getTrashedConference } from '@/features/conferences/queries'
import { requireMember } from '@/lib/actor'
import { isId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string }>
  searchParams: Promise<{ trashed?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireMember((await params).team)
  const t = await getTranslations('conferences')
  return { title: t('title') }
}

export default async function ConferencesPage({ params, searchParams }: Props) {
  const member = await requireMember((await params).team)
  const { trashed } = await searchParams
  const [conferences, gone, t] = await Promise.all([
    getConferences(member),
    typeof trashed === 'string' && isId(trashed) ? getTrashedConference(member, trashed) : null,
    getTranslations('conferences'),
  ])
  const { slug } = member.team
  const canEdit = canEditConferences(member)
  const importButton = (
    <LinkButton href={paths.imports(slug)} variant="primary">
      {t('import')}
    </LinkButton>
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          canEdit &&
          conferences.length > 0 && (
            <>
              {importButton}
              <LinkButton href={paths.newConference(slug)}>{t('new')}</LinkButton>
            </>
          )
        }
      />
      {gone && (
        <UndoNotice
          text={t('trash.done', { title: gone.title })}
          undo={t('trash.undo')}
          action={restoreConferenceAction.bind(null, slug)}
          id={gone.id}
        />
      )}
      {conferences.length > 0 ? (
        <ConferenceList conferences={conferences} team={slug} />
      ) : (
        <EmptyState
          title={t('empty.title')}
          action={
            canEdit && (
              <span className="form-actions justify-center">
                {importButton}
                <LinkButton href={paths.newConference(slug)}>{t('empty.byHand')}</LinkButton>
              </span>
            )
          }
        >
          {canEdit ? t('empty.text') : t('empty.viewer')}
        </EmptyState>
      )}
    </>
  )
}
