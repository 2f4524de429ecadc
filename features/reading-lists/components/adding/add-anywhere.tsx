import { getTranslations } from 'next-intl/server'
import { paths } from '@/lib/paths'
import { addByAddressAction } from '../../actions'
import { AddKey } from './add-key'

/** The key that adds to a list, on every page of a team. */
export async function AddAnywhere({ team }: { team: string }) {
  const t = await getTranslations('adding')
  // Templates: a message that is given its own placeholder keeps it
  const title = '{title}'
  return (
    <AddKey
      action={addByAddressAction.bind(null, team)}
      url={paths.addingApi(team)}
      words={{
        key: t('key'),
        titleOf: t('titleOf', { title }),
        title: t('title'),
        search: t('search'),
        create: t('create', { title }),
        inList: t('inList', { title }),
        close: t('close'),
      }}
    />
  )
}
