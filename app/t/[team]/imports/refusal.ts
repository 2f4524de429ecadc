import { getTranslations } from 'next-intl/server'

export type Query = Record<string, string | string[] | undefined>

/** One value of an address; empty for none, and for several. */
export const text = (value: string | string[] | undefined) =>
  typeof value === 'string' ? value : ''

/**
 * Upload routes send back to their form with the reason in the address, so that it works without
 * script: that reason as a sentence.
 */
export async function refusal(query: Query): Promise<string | null> {
  const given = text(query.refused)
  if (!given) return null
  // An address can say anything; what every object has is no message
  const reason = /^[a-z-]+$/.test(given) && !(given in {}) ? given : 'unknown'
  const t = await getTranslations()
  const params: Record<string, string | number> = {}
  for (const [key, value] of Object.entries(query)) {
    if (!key.startsWith('with.')) continue
    const said = text(value).slice(0, 60)
    params[key.slice(5)] = /^\d+(\.\d+)?$/.test(said) ? Number(said) : said
  }
  const key = [`imports.refused.${reason}`, `importProblems.${reason}`].find((one) =>
    t.has(one as never),
  )
  const sentence = key ? t(key as never, params as never) : t('errors.unexpected')
  const file = text(query.file || query.address).slice(0, 200)
  return file ? `${t('imports.upload.refusedFile', { file })} ${sentence}` : sentence
}
