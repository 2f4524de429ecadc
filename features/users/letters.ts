import { createTranslator } from 'use-intl/core'
import { type Locale, messagesOf } from '@/lib/i18n'

type Letter =
  | { kind: 'reset'; name: string; link: string }
  | { kind: 'confirm'; name: string; link: string }
  | { kind: 'moved'; name: string; email: string }

/** The words of a mail about an account, in the language of its reader. */
export function letter(locale: Locale, { kind, ...values }: Letter) {
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: 'users.mail' })
  return {
    subject: t(`${kind}.subject`),
    text: `${t('greeting', { name: values.name })}\n\n${t(`${kind}.text`, { link: '', email: '', ...values })}\n`,
  }
}
