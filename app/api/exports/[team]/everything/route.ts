import { Readable } from 'node:stream'
import { answerFile } from '@/app/api/exports/answer'
import { exportTeam } from '@/features/exports/team'

type Context = { params: Promise<{ team: string }> }

/** All of the team that the reader may see, as a zip: `/t/{team}/everything.zip`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { team } = await params
  const asked = { format: 'zip', of: ['zip'], name: decodeURIComponent(team) } as const
  return answerFile(team, asked, async (member) => {
    const zip = await exportTeam(member, member.teamId)
    return { type: 'application/zip', body: Readable.toWeb(zip) as ReadableStream<Uint8Array> }
  })
}
