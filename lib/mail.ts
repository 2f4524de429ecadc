import 'server-only'
import { createTransport } from 'nodemailer'
import { env } from './env'
import { log } from './log'

export type Mail = { to: string; subject: string; text: string }

const transport = env.SMTP_URL ? createTransport(env.SMTP_URL) : null

/** Sends a mail to the SMTP server of the settings; without one it is written to the log. */
export async function sendMail(mail: Mail): Promise<void> {
  if (!transport) {
    log.info({ mail }, 'mail, written here because SMTP_URL is not set')
    return
  }
  await transport.sendMail({ from: env.MAIL_FROM, ...mail })
}
