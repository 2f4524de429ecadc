import { createTranslator } from 'use-intl/core'
import en from '@/messages/en.json' with { type: 'json' }
import zh from '@/messages/zh-CN.json' with { type: 'json' }

/** The words of the product in one language: `t('comments.reply')`. */
export function wordsIn(locale: 'en' | 'zh-CN') {
  const messages: typeof en = locale === 'en' ? en : zh
  return createTranslator({ locale, messages })
}

export type Words = ReturnType<typeof wordsIn>
