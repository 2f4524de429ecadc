'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { getLocale } from 'next-intl/server'
import { guestAction, personAction } from '@/lib/action'
import { currentPerson } from '@/lib/actor'
import { signInWithPassword, signOutHere, startSingleSignOn } from '@/lib/auth'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { paths, safeNext } from '@/lib/paths'
import { ownOrigin } from '@/lib/request'
import { disconnectIdentity } from './identities'
import * as mutations from './mutations'
import * as schema from './schema'

const reader = async () => ({ locale: await getLocale(), origin: await ownOrigin() })

const year = { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: true } as const

export const signUpAction = guestAction(schema.signUpInput, async (guest, input) => {
  const next = safeNext(input.next)
  await mutations.signUp(guest, { ...input, next }, await reader())
  await signInWithPassword(input.email, input.password)
  redirect(next ?? paths.newTeam())
})

export const signInAction = guestAction(schema.signInInput, async (_guest, input) => {
  if (!(await signInWithPassword(input.email, input.password)))
    throw new AppError('INVALID', 'users.signIn.wrong')
  redirect(safeNext(input.next) ?? paths.home())
})

export const singleSignOnAction = guestAction(schema.singleSignOnInput, async (_guest, input) => {
  redirect(await startSingleSignOn(input.provider, safeNext(input.next) ?? paths.home()))
})

export const signOutAction = guestAction(schema.nothing, async () => {
  await signOutHere()
  redirect(paths.home())
})

export const requestResetAction = guestAction(schema.resetRequestInput, async (guest, input) => {
  await mutations.limitResets(guest, input.email)
  const to = await reader()
  after(() =>
    mutations.sendReset(guest, input.email, to).catch((err) => log.error({ err }, 'reset mail')),
  )
  return 'users.forgot.sent'
})

export const resetPasswordAction = guestAction(schema.resetInput, async (guest, input) => {
  await mutations.resetPassword(guest, input)
  redirect(`${paths.signIn()}?notice=reset`)
})

export const confirmEmailAction = personAction(schema.tokenInput, async (person, { token }) => {
  await mutations.confirmEmail(person, token, await getLocale())
  redirect(`${paths.account()}?notice=confirmed`)
})

export const changeNameAction = personAction(schema.nameInput, async (person, { name }) => {
  await mutations.changeName(person, name)
  return 'users.account.saved'
})

export const requestEmailChangeAction = personAction(
  schema.emailChangeInput,
  async (person, input) => {
    await mutations.requestEmailChange(person, input, await reader())
    return 'users.account.mailSent'
  },
)

export const confirmAgainAction = personAction(schema.nothing, async (person) => {
  await mutations.sendConfirmation(person, person.email, await reader())
  return 'users.account.mailSent'
})

export const changePasswordAction = personAction(
  schema.passwordChangeInput,
  async (person, input) => {
    await mutations.changePassword(person, input)
    return 'users.account.passwordChanged'
  },
)

export const revokeLoginAction = personAction(schema.loginInput, async (person, { id }) => {
  await mutations.revokeLogin(person, id)
  return 'users.account.loginRevoked'
})

export const revokeOtherLoginsAction = personAction(schema.nothing, async (person) => {
  await mutations.revokeOtherLogins(person)
  return 'users.account.loginsRevoked'
})

export const connectIdentityAction = personAction(
  schema.singleSignOnInput,
  async (person, { provider }) => {
    redirect(await startSingleSignOn(provider, paths.account(), person.loginId))
  },
)

export const disconnectIdentityAction = personAction(
  schema.identityInput,
  async (person, input) => {
    await disconnectIdentity(person, input)
    return 'users.account.disconnected'
  },
)

export const chooseLocaleAction = guestAction(schema.localeInput, async (_guest, { locale }) => {
  const jar = await cookies()
  jar.set('locale', locale, year)
  const person = await currentPerson()
  if (person) await mutations.changeLocale(person, locale)
})

export const chooseThemeAction = guestAction(schema.themeInput, async (_guest, { theme }) => {
  const jar = await cookies()
  jar.set('theme', theme, year)
})
