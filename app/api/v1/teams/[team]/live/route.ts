import { sinceInput } from '@/features/live/schema'
import { openStream } from '@/features/live/streams'
import { currentMember, currentPerson } from '@/lib/actor'
import { described } from '@/lib/api'

type Context = { params: Promise<{ team: string }> }

/**
 * What happens in a team, as server-sent events, for as long as the reader stays signed in and in
 * the team. Begins after the event number `since`; a browser that comes back says where it was.
 */
export const GET = described(follow, { summary: 'api.live.read', bytes: 'text/event-stream' })

async function follow(request: Request, { params }: Context): Promise<Response> {
  const person = await currentPerson()
  if (!person) return new Response(null, { status: 401 })
  const member = await currentMember((await params).team)
  if (!member) return new Response(null, { status: 404 })
  const asked =
    request.headers.get('last-event-id') || new URL(request.url).searchParams.get('since') || ''
  const since = sinceInput.safeParse(asked)
  const stream = openStream(member, {
    loginId: person.loginId,
    since: since.success ? BigInt(since.data) : null,
  })
  if (!stream) return new Response(null, { status: 429, headers: { 'retry-after': '60' } })
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Neither kept, nor compressed, nor collected by a proxy until there is more
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
