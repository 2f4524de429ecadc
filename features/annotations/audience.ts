import 'server-only'
import type { Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { change, keepRevision, remark, rendered, updateSeen } from './change'
import { canWriteFor } from './policy'
import type { SetAudience } from './schema'

/**
 * Changes for whom one's own annotation is, its words untouched, if nobody has changed it since the
 * given revision. Asked for what it is already: success. The history keeps the text once more, with
 * its new audience: what stood there for oneself alone stays unseen.
 */
export async function setAudience(member: Member, input: SetAudience): Promise<void> {
  const { id, revision, audience } = input
  if (!canWriteFor(member, audience)) {
    throw new AppError('FORBIDDEN', 'annotations.onlyForYourself')
  }
  await change(member, { id, right: 'edit', verb: 'edited' }, async (tx, before) => {
    if (before.audience === audience) return 'nothing'
    const { kind, bodySource: body, ownerId } = before
    if (audience === 'me' && ownerId && ownerId !== member.userId) {
      throw new AppError('INVALID', 'annotations.ownerCannotSee')
    }
    // What they name can be another's to know now: a new topic, who is mentioned
    const words = await rendered(member, tx, body, audience, {
      html: before.bodyHtml,
      plain: before.bodyPlain,
    })
    await updateSeen(member, tx, input, { ...words, audience })
    await keepRevision(member, tx, id, { kind, audience, number: revision + 1, body })
    const { bodyHtml } = words
    return { audience, notify: await remark(member, tx, before, { bodyHtml, audience }) }
  })
}
