import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { getConferences } from '@/features/conferences/queries'
import { FileLinks } from '@/features/exports/components/file-links'
import { Files } from '@/features/exports/components/files'
import {
  conferenceFiles,
  listFiles,
  noteFiles,
  picksFiles,
  sessionFiles,
} from '@/features/exports/schema'
import { getLists } from '@/features/reading-lists/queries'
import { getSession } from '@/features/sessions/queries'
import { requireMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { paths } from '@/lib/paths'

type Props = {
  params: Promise<{ team: string }>
  searchParams: Promise<{ session?: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('exports'))('title') }
}

/** What goes out as files: a talk, one's own notes, conferences and reading lists. */
export default async function ExportPage({ params, searchParams }: Props) {
  const [{ team }, query] = await Promise.all([params, searchParams])
  const member = await requireMember(team)
  const asked = query.session ? fromShortId(query.session) : null
  const [t, session, conferences, lists] = await Promise.all([
    getTranslations('exports'),
    asked ? getSession(member, asked) : null,
    getConferences(member),
    getLists(member),
  ])
  const crumbs = session ? [{ href: paths.session(team, session), label: session.title }] : []
  return (
    <>
      <PageHeader title={t('title')} crumbs={crumbs} crumbsLabel={t('crumbs')} />
      <div className="stack measure">
        <p className="text-ink-2">{t('intro')}</p>
        {session && (
          <Card title={t('talk')}>
            <p className="text-sm font-medium">{session.title}</p>
            <FileLinks address={paths.session(team, session)} files={sessionFiles} />
          </Card>
        )}
        <Card title={t('mine')}>
          <p className="text-sm text-ink-2">{t('mineText')}</p>
          <FileLinks address={paths.notes(team)} files={noteFiles} />
        </Card>
        <Card title={t('everything')}>
          <p className="text-sm text-ink-2">{t('everythingText')}</p>
          <p className="mt-1 text-sm">
            <a className="text-link" href={paths.everything(team)}>
              {t('everythingFile')}
            </a>
          </p>
        </Card>
        <Files title={t('conferences')} empty={t('noConferences')} files={conferenceFiles}>
          {conferences.map((it) => ({ title: it.title, address: paths.conference(team, it) }))}
        </Files>
        <Files title={t('picksTitle')} empty={t('noPicks')} files={picksFiles}>
          {conferences.map((it) => ({ title: it.title, address: paths.picks(team, it) }))}
        </Files>
        <Files title={t('lists')} empty={t('noLists')} files={listFiles}>
          {lists.map((it) => ({ title: it.title, address: paths.list(team, it) }))}
        </Files>
      </div>
    </>
  )
}
