import 'server-only'
import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { _createCache as createCache } from 'use-intl/core'
import en from '@/messages/en.json'
import zhCN from '@/messages/zh-CN.json'
import { isZone } from './dates'

export const locales = ['en', 'zh-CN'] as const
export type Locale = (typeof locales)[number]

const messages: Record<Locale, typeof en> = { en, 'zh-CN': zhCN }

/**
 * The language for a reader: the one they chose (cookie), else the first of the browser's
 * `Accept-Language` (RFC 9110, 12.5.4) that we have; any Chinese means Simplified Chinese.
 */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (locales.includes(chosen as Locale)) return chosen as Locale
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', q] = part.trim().split(/;\s*q=/)
      return { tag: tag.toLowerCase(), weight: q === undefined ? 1 : Number(q) || 0 }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wanted) {
    if (tag.startsWith('zh')) return 'zh-CN'
    if (tag.startsWith('en')) return 'en'
  }
  return 'en'
}

/** The messages of a language, for what runs outside a request (mails, the admin command). */
export function messagesOf(locale: Locale) {
  return messages[locale]
}

/** What is made of messages alone, and therefore once for each language and not for each page. */
export function perLocale<Made>(): (locale: Locale, make: () => Made) => Made {
  const known = new Map<Locale, Made>()
  return (locale, make) => {
    const made = known.get(locale) ?? make()
    known.set(locale, made)
    return made
  }
}

// Messages with parameters are parsed once and not at every request. next-intl hands what it does not
// know itself on to use-intl, which takes such a cache.
const parsed = { _cache: createCache() }

export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()])
  const locale = pickLocale(jar.get('locale')?.value, head.get('accept-language'))
  // When people did something is told in the reader's zone; the server's own would mean nothing
  const zone = jar.get('zone')?.value ?? ''
  const timeZone = isZone(zone) ? zone : 'UTC'
  return { locale, messages: messages[locale], timeZone, ...parsed }
})

// Makes every message key part of the types: a key that is not in en.json does not compile.
declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: typeof en
  }
}
