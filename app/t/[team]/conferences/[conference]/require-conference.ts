import { notFound } from 'next/navigation'
import { getConference } from '@/features/conferences/queries'
import type { Member } from '@/lib/actor'
import { fromSlugId } from '@/lib/ids'

/** The conference that a part of an address names; not found where there is none for the member. */
export async function requireConference(member: Member, part: string) {
  const id = fromSlugId(part)
  return (id && (await getConference(member, id))) || notFound()
}
