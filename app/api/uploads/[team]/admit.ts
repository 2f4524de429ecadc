import { currentMember, type Member } from '@/lib/actor'
import { isFromOurPage } from '@/lib/request'
import { lengthOf } from '@/lib/sent'

/**
 * The member whose form on one of our pages this is; or the answer to who may not send it, and to a body
 * above `largest` bytes, or of unknown length: nothing of it is read, and its sender gets no words. By
 * script the page itself says so before.
 */
export async function admit(
  request: Request,
  team: string,
  { may, largest }: { may: (member: Member) => boolean; largest: number },
): Promise<Member | Response> {
  if (!isFromOurPage(request)) return new Response(null, { status: 403 })
  const member = await currentMember(team)
  if (!member || !may(member)) return new Response(null, { status: 404 })
  return lengthOf(request) <= largest ? member : new Response(null, { status: 413 })
}

/** Leads from a form to where its outcome is seen. */
export function leadTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location } })
}
