'use server'

import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import * as accounts from '@/features/users/mutations'
import { guestAction, personAction, teamAction } from '@/lib/action'
import { currentGuest, personFor } from '@/lib/actor'
import { signInWithPassword, signOutHere } from '@/lib/auth'
import { AppError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { ownOrigin } from '@/lib/request'
import { deleteAccount } from './leaving'
import * as mutations from './mutations'
import * as schema from './schema'

export const createTeamAction = personAction(schema.newTeamInput, async (person, input) => {
  redirect(paths.team(await mutations.createTeam(person, input)))
})

export const editTeamAction = teamAction(schema.teamInput, async (member, input) => {
  await mutations.editTeam(member, input)
  return 'teams.settings.saved'
})

export const deleteTeamAction = teamAction(schema.teamDeletionInput, async (member, input) => {
  await mutations.deleteTeam(member, input)
  redirect(paths.home())
})

export const createInvitationAction = teamAction(schema.invitationInput, async (member, input) => {
  const token = await mutations.createInvitation(member, input)
  const link = (await ownOrigin()) + paths.invitation(token)
  return { message: 'teams.invitations.made', shown: { link } }
})

export const revokeInvitationAction = teamAction(
  schema.invitationIdInput,
  async (member, { id }) => {
    await mutations.revokeInvitation(member, id)
    return 'teams.invitations.revoked'
  },
)

export const changeRoleAction = teamAction(schema.roleInput, async (member, input) => {
  await mutations.changeRole(member, input)
  return 'teams.members.roleChanged'
})

export const removeMemberAction = teamAction(schema.memberInput, async (member, { userId }) => {
  await mutations.removeMember(member, userId)
  return 'teams.members.removed'
})

export const leaveTeamAction = teamAction(schema.nothing, async (member) => {
  await mutations.leaveTeam(member)
  redirect(paths.home())
})

export const joinAction = personAction(schema.joinInput, async (person, { token }) => {
  const { address } = await currentGuest()
  redirect(paths.team(await mutations.acceptInvitation(person, token, address)))
})

/** A new account by invitation leads straight into the team. */
export const joinBySignUpAction = guestAction(schema.joinBySignUpInput, async (guest, input) => {
  const { token, name, email, password } = input
  const next = paths.invitation(token)
  const reader = { locale: await getLocale(), origin: await ownOrigin() }
  const person = await personFor(
    await accounts.signUp(guest, { name, email, password, next }, reader),
  )
  if (!person) throw new AppError('NOT_FOUND', 'errors.notFound')
  await signInWithPassword(email, password)
  redirect(paths.team(await mutations.acceptInvitation(person, token, guest.address)))
})

export const deleteAccountAction = personAction(
  schema.accountDeletionInput,
  async (person, input) => {
    await deleteAccount(person, input)
    await signOutHere()
    redirect(`${paths.signIn()}?notice=deleted`)
  },
)
