'use server'
import { redirect } from 'next/navigation'
import { teamAction } from '@/lib/action'
import { paths } from '@/lib/paths'
import { saveLink } from './mutations'
import { readLinkAgain } from './reading'
import { linkEditInput, linkIdInput } from './schema'

export const readLinkAction = teamAction(linkIdInput, async (member, { id }) => {
  await readLinkAgain(member, id)
  return 'links.reading.soon'
})

export const saveLinkAction = teamAction(linkEditInput, async (member, input) => {
  await saveLink(member, input)
  redirect(paths.link(member.team.slug, input.id))
})
