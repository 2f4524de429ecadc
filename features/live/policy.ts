import type { Member } from '@/lib/actor'

/** What streams tell of. Shares, invitations and files being imported are not for every member. */
export const toldSubjects = [
  'annotation',
  'block',
  'comment',
  'thread',
  'session',
  'article',
  'conference',
  'list',
  'entry',
  'link',
] as const

/** Events after which somebody may have no right to their stream any more. */
export function endsRights({ subjectType }: { subjectType: string }): boolean {
  return subjectType === 'member' || subjectType === 'team'
}

/** Whether pages that are open show anything of what the event is about. */
export function isTold({ subjectType }: { subjectType: string }): boolean {
  return (toldSubjects as readonly string[]).includes(subjectType)
}

/**
 * Whether a member may learn that an event happened. `onlyFor` is whose eyes it is for: null for the
 * whole team, else the one author of an only-me annotation, as it was then or as it is now, or the
 * members of a list that is for them alone.
 */
export function seesEvent(member: Member, event: { onlyFor: string[] | null }): boolean {
  return event.onlyFor === null || event.onlyFor.includes(member.userId)
}
