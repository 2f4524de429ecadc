import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/shell/page'
import { Menu, MenuLink } from '@/components/ui/menu'
import { formatDays } from '@/lib/dates'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { ConferenceDetail } from '../queries'

type ConferenceHeaderProps = {
  conference: ConferenceDetail
  team: string
  sessionCount: number
  children: ReactNode
}

/** What and when a conference is, and what can be done with it. */
export async function ConferenceHeader(props: ConferenceHeaderProps) {
  const { conference, team, sessionCount, children } = props
  const [t, programme, locale] = await Promise.all([
    getTranslations('conferences'),
    getTranslations('sessions.programme'),
    getLocale(),
  ])
  const { firstDay, lastDay, place, can } = conference
  const dates = firstDay && formatDays(firstDay, lastDay ?? firstDay, locale)
  return (
    <PageHeader
      crumbs={[{ href: paths.conferences(team), label: t('title') }]}
      title={conference.title}
      meta={
        <>
          <span>{[dates, place].filter(Boolean).join(', ') || t('noDates')}</span>
          {sessionCount > 0 && <span>{t('sessions', { count: sessionCount })}</span>}
        </>
      }
      actions={
        <>
          {children}
          <Menu trigger={programme('actions')} align="end">
            {can.edit && (
              <>
                <MenuLink href={paths.imports(team, conference)}>{programme('import')}</MenuLink>
                <MenuLink href={paths.importMedia(team, { conference: shortId(conference.id) })}>
                  {programme('media')}
                </MenuLink>
                <MenuLink href={paths.sources(team, conference)}>{programme('sources')}</MenuLink>
                <MenuLink href={paths.newSession(team, conference)}>{programme('add')}</MenuLink>
                <MenuLink href={paths.conferenceSettings(team, conference)}>
                  {programme('settings')}
                </MenuLink>
              </>
            )}
            <MenuLink href={paths.picks(team, conference)}>{programme('picks')}</MenuLink>
            <MenuLink href={paths.recap(team, conference)}>{programme('recap')}</MenuLink>
            <MenuLink href={paths.programmeChanges(team, conference)}>
              {programme('changes')}
            </MenuLink>
            <MenuLink href={paths.export(team)}>{programme('export')}</MenuLink>
          </Menu>
        </>
      }
    />
  )
}
