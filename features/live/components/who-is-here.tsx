import { useTranslations } from 'next-intl'
import { PeopleHere } from './people-here'

/** Who else is on the session whose page this stands on; beside a `LiveSession`. */
export function WhoIsHere() {
  const t = useTranslations('live')
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
