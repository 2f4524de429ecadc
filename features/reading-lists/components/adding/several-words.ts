import { getTranslations } from 'next-intl/server'
import { mostLinks } from '@/features/links/found-links'
import { linkTypes } from '@/features/links/schema'

/** The words of the form that takes a whole text; some with `{count}` and `{some}` left open. */
export async function severalWords() {
  const [t, lists, types] = await Promise.all([
    getTranslations('lists.several'),
    getTranslations('lists'),
    getTranslations('links.types'),
  ])
  const names: Record<string, string> = {}
  for (const type of linkTypes) names[type] = types(type)
  // Templates: a message that is given its own placeholders keeps them
  const [count, some] = ['{count}', '{some}']
  return {
    text: t('text'),
    textHint: t('textHint'),
    find: t('find'),
    add: t('add'),
    cancel: lists('cancel'),
    foundHint: t('foundHint'),
    more: t('more', { count, max: mostLinks }),
    relative: t('relative', { count, some }),
    refused: t('refused', { count, some }),
    again: t('again'),
    inList: t('inList'),
    known: t('known'),
    credit: t('credit'),
    types: names,
  }
}

export type SeveralWords = Awaited<ReturnType<typeof severalWords>>
