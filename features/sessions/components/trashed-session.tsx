import { getTranslations } from 'next-intl/server'
import { UndoNotice } from '@/features/conferences/components/undo-notice'
import type { Member } from '@/lib/actor'
import { isId } from '@/lib/ids'
import { restoreSessionAction } from '../actions'
import { getTrashedSession } from '../queries'

/** After a session was deleted: says so and offers it back, while it is in the trash. */
export async function TrashedSession({ member, id }: { member: Member; id: string }) {
  const [session, t] = await Promise.all([
    isId(id) ? getTrashedSession(member, id) : null,
    getTranslations('sessions.trash'),
  ])
  if (!session) return null
  return (
    <UndoNotice
      text={t('done', { title: session.title })}
      undo={t('undo')}
      action={restoreSessionAction.bind(null, member.team.slug)}
      id={session.id}
    />
  )
}
