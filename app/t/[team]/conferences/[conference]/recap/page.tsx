import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { FileLinks } from '@/features/exports/components/file-links'
import { recapFiles } from '@/features/exports/schema'
import { RecapEmpty } from '@/features/recaps/components/recap-empty'
import { RecapMeta } from '@/features/recaps/components/recap-meta'
import { RecapView } from '@/features/recaps/components/recap-view'
import { canEditRecaps } from '@/features/recaps/policy'
import { getRecap } from '@/features/recaps/queries'
import { sharesCan } from '@/features/shares/policy'
import { requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { requireConference } from '../require-conference'

type Props = { params: Promise<{ team: string; conference: string }> }

async function load({ params }: Props) {
  const { team, conference } = await params
  const member = await requireMember(team)
  return { member, team, conference: await requireConference(member, conference) }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { conference } = await load(props)
  return { title: (await getTranslations('recaps'))('titleOf', { title: conference.title }) }
}

export default async function RecapPage(props: Props) {
  const { member, team, conference } = await load(props)
  const [recap, t] = await Promise.all([getRecap(member, conference.id), getTranslations('recaps')])
  const edit = canEditRecaps(member)
  return (
    <>
      <PageHeader
        title={t('titleOf', { title: conference.title })}
        crumbs={[{ href: paths.conference(team, conference), label: conference.title }]}
        crumbsLabel={t('crumbs')}
        meta={recap && <RecapMeta {...{ team, conference, recap }} />}
        actions={
          recap &&
          edit && (
            <>
              <LinkButton href={paths.editRecap(team, conference)}>{t('edit')}</LinkButton>
              {sharesCan(member).see && (
                <LinkButton href={paths.shareRecap(team, conference)}>{t('share')}</LinkButton>
              )}
            </>
          )
        }
      />
      {recap ? (
        <>
          <RecapView {...{ team, recap }} edit={edit ? paths.editRecap(team, conference) : null} />
          {(recap.html || recap.talks.length > 0) && (
            <FileLinks address={paths.recap(team, conference)} files={recapFiles} />
          )}
        </>
      ) : (
        <RecapEmpty team={team} conference={conference.id} edit={edit} />
      )}
    </>
  )
}
