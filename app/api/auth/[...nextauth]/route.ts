import { admitIdentity, connectIdentity } from '@/features/users/identities'
import { currentGuest, currentPerson } from '@/lib/actor'
import { authHandlers } from '@/lib/auth'

export const { GET, POST } = authHandlers(async (identity, { next, connectFor }) => {
  if (!connectFor) return admitIdentity(await currentGuest(), identity, next)
  const person = await currentPerson()
  // Whoever has signed in as somebody else meanwhile did not ask for this
  const asker = person?.loginId === connectFor ? person : null
  return { goTo: asker ? await connectIdentity(asker, identity) : '/sign-in?error=expired' }
})
