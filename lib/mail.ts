import 'server-only'
import { createTransport } from 'nodemailer'
import type { Transaction } from './db'
import { env } from './env'
import { enqueue, type Job } from './jobs'
import { log } from './log'

export type Mail = { to: string; subject: string; text: string }

const transport = env.SMTP_URL ? createTransport(env.SMTP_URL, { from: env.MAIL_FROM }) : undefined

/** Hands a mail to the SMTP server, or writes it into the log where none is set. */
export const mailJob: Job<Mail> = {
  name: 'mail',
  // Six tries over about an hour; what is not delivered then has lost its use
  retries: 6,
  pause: 60,
  // Mails carry secret addresses, which are stored nowhere else in the clear
  keep: 60,
  async run({ to, subject, text }) {
    if (transport) await transport.sendMail({ to, subject, text })
    else log.info({ to, subject, text }, 'No SMTP_URL is set; this mail was not sent')
  },
}

/**
 * Sends a mail soon: nobody waits for the SMTP server, and a failure is tried again.
 * @param tx the transaction on whose commit the mail depends
 */
export function sendMail(mail: Mail, tx?: Transaction): Promise<void> {
  return enqueue(mailJob, mail, tx)
}
