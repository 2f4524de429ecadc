import { expect, test } from 'vitest'
import { pickLocale } from './i18n'

test.each([
  [undefined, null, 'en'],
  [undefined, 'zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  [undefined, 'zh-TW', 'zh-CN'],
  [undefined, 'de-DE,de;q=0.9', 'en'],
  [undefined, 'de,zh;q=0.5,en;q=0.4', 'zh-CN'],
  [undefined, 'en;q=0.1,zh;q=0.2', 'zh-CN'],
  [undefined, 'zh;q=0,en', 'en'],
  ['en', 'zh-CN', 'en'],
  ['zh-CN', 'en', 'zh-CN'],
  ['xx', 'zh', 'zh-CN'],
])('chosen %s, browser %s → %s', (chosen, accept, locale) => {
  expect(pickLocale(chosen, accept)).toBe(locale)
})
