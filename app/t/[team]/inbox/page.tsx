import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { SubmitButton } from '@/components/ui/submit-button'
import { readNoticesAction } from '@/features/inbox/actions'
import { EventLine } from '@/features/inbox/components/event-line'
import { getNotices } from '@/features/inbox/queries'
import { unfollowAction } from '@/features/reading-lists/actions'
import { FollowForm } from '@/features/reading-lists/components/follow-form'
import { requireMember } from '@/lib/actor'

type Props = { params: Promise<{ team: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireMember((await params).team)
  return { title: (await getTranslations('inbox'))('title') }
}

export default async function InboxPage({ params }: Props) {
  const member = await requireMember((await params).team)
  const [t, notices] = await Promise.all([getTranslations('inbox'), getNotices(member)])
  const newest = notices.find((notice) => notice.unread)
  const unread = notices.filter((notice) => notice.unread).length
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={notices.length > 0 && <span>{t('unreadCount', { count: unread })}</span>}
        actions={
          newest && (
            <ActionForm
              action={readNoticesAction.bind(null, member.team.slug)}
              className="contents"
            >
              <input type="hidden" name="through" value={newest.seq} />
              <SubmitButton variant="secondary">{t('readAll')}</SubmitButton>
            </ActionForm>
          )
        }
      />
      {notices.length === 0 ? (
        <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
      ) : (
        <ol className="events">
          {notices.map((notice) => (
            <EventLine
              key={`${notice.kind}${notice.seq}`}
              event={notice}
              team={member.team.slug}
              unread={notice.unread && <Badge tone="accent">{t('unread')}</Badge>}
              tool={
                notice.kind === 'followed' && (
                  <FollowForm
                    action={unfollowAction.bind(null, member.team.slug)}
                    list={{ id: notice.subject.id, followed: true }}
                  />
                )
              }
            />
          ))}
        </ol>
      )}
    </>
  )
}
