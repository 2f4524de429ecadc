import 'server-only'
import { headers } from 'next/headers'
import { env } from './env'
import { readUrl } from './paths'

// What a request tells of where it comes from and where it goes.

/** The network address of the client. The door (bin/server.mjs) has made the header trustworthy. */
export function clientAddress(head: Headers): string {
  return (head.get('x-forwarded-for') ?? '').split(',')[0]?.trim().slice(0, 60) || 'unknown'
}

/** The address people reach us at, without a slash at the end: the setting, else the host asked. */
export async function ownOrigin(): Promise<string> {
  if (env.PUBLIC_URL) return new URL(env.PUBLIC_URL).origin
  const head = await headers()
  const host = head.get('x-forwarded-host') ?? head.get('host') ?? `localhost:${env.PORT}`
  return `${head.get('x-forwarded-proto') ?? 'http'}://${host}`
}

/** The path asked for, as bin/support/headers.mjs noted it down. */
export async function pathOfRequest(): Promise<string> {
  return (await headers()).get('x-hallway-path') ?? '/'
}

/** Whether a write comes from a page of ours: the cookie alone would let any page of the web write. */
export function isFromOurPage(request: Request): boolean {
  const origin = request.headers.get('origin')
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  return origin !== null && readUrl(origin)?.host === host
}
