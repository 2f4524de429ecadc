import 'server-only'
import { hash, verify } from '@node-rs/argon2'

// OWASP's first choice for argon2id: 19 MiB, two passes
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// The hash of a random password: what a sign-in for an unknown address is compared with, so that it
// takes as long as one for a known address.
const nobody =
  '$argon2id$v=19$m=19456,t=2,p=1$eeZbe/uIZXMOZpt8YtkvBw$RCvqFXvoV3ZknAckA59W+lZmQYzPn6qbY599laApZ60'

/** The argon2id hash of a password, as it is stored. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, argon2id)
}

/** Whether a password has this hash. Takes as long when there is no hash, and is false then. */
export async function isPassword(stored: string | null | undefined, password: string) {
  const matches = await verify(stored ?? nobody, password).catch(() => false)
  return Boolean(stored) && matches
}
