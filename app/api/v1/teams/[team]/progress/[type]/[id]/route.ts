import { getTimeZone } from 'next-intl/server'
import { z } from 'zod'
import { setProgress } from '@/features/reading-lists/mine/progress'
import { progressInput } from '@/features/reading-lists/schema'
import { teamPut } from '@/lib/api'
import { instant } from '@/lib/records'
import { ProgressState } from '@/prisma/generated/enums'

/** How far one is with the link or session in the address; the same again is the same. */
export const PUT = teamPut(
  progressInput,
  async (member, input) => ({
    created: false,
    // When, so that a page knows whether it was drawn before
    body: { ...(await setProgress(member, input, await getTimeZone())), at: new Date() },
  }),
  {
    summary: 'api.progress.write',
    answers: z.object({
      state: z.enum(ProgressState),
      later: instant.nullable(),
      position: z.string(),
      favourite: z.boolean(),
      at: instant,
    }),
  },
)
