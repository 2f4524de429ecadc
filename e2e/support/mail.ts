import { expect } from '@playwright/test'
import { db } from '@/lib/db'

type Mail = { subject: string; text: string }

/** The newest mail to an address. It is read from the queue, where mails stay for a minute. */
export async function mailTo(address: string): Promise<Mail> {
  let mail: Mail | undefined
  await expect
    .poll(async () => {
      const rows = await db.$queryRaw<{ data: Mail }[]>`
        SELECT data FROM pgboss.job WHERE name = 'mail' AND data->>'to' = ${address}
        ORDER BY created_on DESC LIMIT 1`
      mail = rows[0]?.data
      return mail !== undefined
    })
    .toBe(true)
  if (!mail) throw new Error('no mail')
  return mail
}

/** The path of the first link in a mail. */
export function linkIn({ text }: Mail): string {
  const link = /https?:\/\/\S+/.exec(text)?.[0] ?? ''
  return new URL(link).pathname
}
