import { getTranslations } from 'next-intl/server'
import type { SmartFilter } from '../../gathered/filter'
import type { SmartChoices } from '../../gathered/smart-lists'

/** What a filter asks for, in a few words; names that the reader does not see are left out. */
export async function smartWords(filter: SmartFilter, choices: SmartChoices): Promise<string> {
  const [t, types, lists] = await Promise.all([
    getTranslations('smartLists'),
    getTranslations('links.types'),
    getTranslations('lists'),
  ])
  const { type, state, favourites } = filter
  const name = (of: keyof SmartChoices) => choices[of].find(({ id }) => id === filter[of])?.name
  const by = name('by')
  const words = [
    type && (type === 'session' ? lists('session') : types(type)),
    name('topic'),
    name('conference'),
    by && t('broughtBy', { name: by }),
    state !== 'all' && t(`states.${state}`),
    favourites && t('favourites'),
  ]
  return words.filter(Boolean).join(' · ') || t('everything')
}
