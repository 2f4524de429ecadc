import { getTranslations } from 'next-intl/server'
import { PeopleHere } from './people-here'

/** Who else is on the session whose page this stands on; beside a `LiveSession`. */
export async function WhoIsHere() {
  const t = await getTranslations('live')
  return (
    <PeopleHere
      words={{
        here: t('here'),
        writesOne: t('writesOne', { name: '{name}' }),
        writesMany: t('writesMany', { count: '{count}' }),
      }}
    />
  )
}
