import { getTranslations } from 'next-intl/server'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import type { RecapText } from '../queries'
import { recapHead } from './recap-body'

type RecapMetaProps = {
  team: string
  conference: { id: string; slug: string }
  recap: RecapText
}

/** What is said below its title, and the way to what its introduction said before. */
export async function RecapMeta({ team, conference, recap }: RecapMetaProps) {
  const [t, { lines }] = await Promise.all([getTranslations('recaps'), recapHead(recap)])
  return (
    <span>
      {lines.filter(Boolean).join(' · ')}
      {recap.revision > 1 && (
        <>
          {' · '}
          <PendingLink className="text-link" href={paths.recapHistory(team, conference, null)}>
            {t('introductionHistory')}
          </PendingLink>
        </>
      )}
    </span>
  )
}
