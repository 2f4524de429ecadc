'use server'
import { teamAction } from '@/lib/action'
import { readLinkAgain } from './reading'
import { linkIdInput } from './schema'

export const readLinkAction = teamAction(linkIdInput, async (member, { id }) => {
  await readLinkAgain(member, id)
  return 'links.reading.soon'
})
