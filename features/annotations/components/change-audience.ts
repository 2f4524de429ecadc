import { showToast } from '@/components/ui/toast-store'
import type { Audience } from '@/prisma/generated/client'
import { setAudienceAction } from '../actions'
import type { CardRow, CardsShared } from './card-rows'

/** Makes one's own annotation visible to others, or to fewer; a toast says so and takes it back. */
export async function changeAudience(
  { id, revision = 0, ...it }: CardRow,
  audience: Audience,
  { team, words }: CardsShared,
): Promise<void> {
  const before: Audience = it.audience ?? 'team'
  if (audience === before) return
  const action = setAudienceAction.bind(null, team)
  const fields = new FormData()
  for (const [name, value] of Object.entries({ id, audience, revision })) {
    fields.set(name, String(value))
  }
  const answer = await action(null, fields).catch(() => null)
  if (!answer?.ok) return showToast({ message: answer?.message ?? words.unreachable })
  const back = { id, audience: before, revision: String(revision + 1) }
  showToast({
    message: answer.message ?? '',
    undo: { label: words.undo, action, fields: back },
  })
}
