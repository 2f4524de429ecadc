import { Readable } from 'node:stream'
import { z } from 'zod'
import { exportTeam } from '@/features/exports/team'
import { teamFile } from '@/lib/api'

/** All of the team that one may see, as a zip (docs/export-format.md). */
export const GET = teamFile(
  z.object({}),
  async (member) => {
    const zip = Readable.toWeb(await exportTeam(member, member.teamId))
    const body = zip as ReadableStream<Uint8Array>
    return { type: 'application/zip', body, name: `${member.team.slug}.zip` }
  },
  { summary: 'api.exports.everything', bytes: 'application/zip' },
)
