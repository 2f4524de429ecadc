'use server'
import { teamAction } from '@/lib/action'
import { ownOrigin } from '@/lib/auth'
import { paths } from '@/lib/paths'
import { createShare, revokeShare, showNameOnPublic } from './mutations'
import { publicNameInput, shareIdInput, shareInput } from './schema'

export const createShareAction = teamAction(shareInput, async (member, input) => {
  const { token } = await createShare(member, input)
  const address = `${await ownOrigin()}${paths.share(token)}`
  return { message: 'shares.created', shown: { address } }
})

export const revokeShareAction = teamAction(shareIdInput, async (member, { id }) => {
  await revokeShare(member, id)
  return 'shares.revokedNow'
})

export const showNameOnPublicAction = teamAction(publicNameInput, async (member, { show }) => {
  await showNameOnPublic(member, show)
  return 'shares.name.saved'
})
