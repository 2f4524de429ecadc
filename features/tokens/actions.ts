'use server'
import { teamAction } from '@/lib/action'
import { createToken, revokeToken } from './mutations'
import { tokenIdInput, tokenInput } from './schema'

export const createTokenAction = teamAction(tokenInput, async (member, input) => {
  return { message: 'tokens.created', shown: { token: await createToken(member, input) } }
})

export const revokeTokenAction = teamAction(tokenIdInput, async (member, { id }) => {
  await revokeToken(member, id)
  return 'tokens.revokedNow'
})
