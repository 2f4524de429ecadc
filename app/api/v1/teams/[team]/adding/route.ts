import { z } from 'zod'
import { getAdding } from '@/features/reading-lists/anywhere'
import { addingInput } from '@/features/reading-lists/schema'
import { teamRead } from '@/lib/api'

/** What an address leads to, and the lists to which one can add it. */
export const GET = teamRead(addingInput, (member, { address }) => getAdding(member, address), {
  summary: 'api.adding.read',
  query: addingInput,
  answers: z.object({
    title: z.string(),
    lists: z.array(z.object({ id: z.uuid(), title: z.string(), contains: z.boolean() })),
  }),
})
