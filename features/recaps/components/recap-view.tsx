import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/components/ui/empty-state'
import { PendingLink } from '@/components/ui/pending-link'
import { publicNotes } from '@/features/annotations/components/public-notes'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { RecapText } from '../queries'
import { recapBody } from './recap-body'

type RecapViewProps = {
  team: string
  recap: RecapText
  /** Where the reader chooses for it, if they may */
  edit: string | null
}

/** A recap as the team reads it. */
export async function RecapView({ team, recap, edit }: RecapViewProps) {
  const t = await getTranslations('recaps')
  const photoAt = (id: string, size: 'large' | 'small') =>
    paths.photo(team, fromShortId(id) ?? '', size)
  const { markup } = await recapBody(recap, (notes) => publicNotes(notes, photoAt))
  return (
    <>
      <div
        className="recap"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: `html` escapes whatever is put in
        dangerouslySetInnerHTML={{ __html: markup }}
      />
      {recap.talks.length === 0 && (
        <EmptyState
          title={t('noTalks')}
          action={
            edit && (
              <PendingLink className="text-link" href={edit}>
                {t('choose')}
              </PendingLink>
            )
          }
        >
          {t('noTalksText')}
        </EmptyState>
      )}
    </>
  )
}
