'use server'
import { redirect } from 'next/navigation'
import { teamAction } from '@/lib/action'
import { paths } from '@/lib/paths'
import { ownOrigin } from '@/lib/request'
import { nameListMember, setListAudience, unnameListMember } from './list-members'
import { createShare, editShare, reopenShares, revokeShares, showNameOnPublic } from './mutations'
import {
  actInput,
  listAudienceInput,
  listMemberIdInput,
  listMemberInput,
  publicNameInput,
  shareEditInput,
  shareInput,
} from './schema'

export const createShareAction = teamAction(shareInput, async (member, input) => {
  const { token } = await createShare(member, input)
  const address = `${await ownOrigin()}${paths.share(token)}`
  return { message: 'shares.created', shown: { address } }
})

export const editShareAction = teamAction(shareEditInput, async (member, input) => {
  await editShare(member, input)
  return 'shares.edited'
})

/** The buttons of a table of shares: end one, the chosen ones or all, and take that back. */
export const actOnSharesAction = teamAction(actInput, async (member, { verb, ids }) => {
  if (verb === 'reopen') {
    await reopenShares(member, ids)
    return 'shares.reopened'
  }
  const ended = await revokeShares(member, ids)
  return { message: 'shares.revokedNow', shown: { undo: `reopen:${ended.join(',')}` } }
})

export const setListAudienceAction = teamAction(listAudienceInput, async (member, input) => {
  await setListAudience(member, input)
  return input.audience === 'team' ? 'shares.members.nowTeam' : 'shares.members.nowNamed'
})

export const nameListMemberAction = teamAction(listMemberInput, async (member, input) => {
  await nameListMember(member, input)
  return 'shares.members.namedNow'
})

export const unnameListMemberAction = teamAction(listMemberIdInput, async (member, input) => {
  await unnameListMember(member, input)
  // Who takes out their own name does not see the page any more
  if (input.user === member.userId) redirect(paths.lists(member.team.slug))
  return 'shares.members.unnamed'
})

export const showNameOnPublicAction = teamAction(publicNameInput, async (member, { show }) => {
  await showNameOnPublic(member, show)
  return 'shares.name.saved'
})
