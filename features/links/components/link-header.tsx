import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { Badge } from '@/components/ui/badge'
import { buttonClass, LinkButton } from '@/components/ui/button'
import { showTime } from '@/features/sessions/recording'
import { paths } from '@/lib/paths'
import type { LinkDetail } from '../queries'

/** What a link is, and the ways to it and to its form. */
export async function LinkHeader({ team, link }: { team: string; link: LinkDetail }) {
  const [t, types] = await Promise.all([getTranslations('links'), getTranslations('links.types')])
  const length = link.durationSeconds && showTime(link.durationSeconds * 1000)
  return (
    <PageHeader
      title={link.title}
      crumbs={[
        { href: paths.lists(team), label: t('lists') },
        { href: paths.links(team), label: t('title') },
      ]}
      crumbsLabel={t('crumbs')}
      meta={
        <>
          <Badge>{types(link.type)}</Badge>
          {[link.site, link.author, length].filter(Boolean).map((fact) => (
            <span key={String(fact)}>{fact}</span>
          ))}
        </>
      }
      actions={
        <>
          <a className={buttonClass('primary')} href={link.url} rel="noreferrer noopener">
            {t('open')}
          </a>
          {link.can.edit && !link.deletedAt && (
            <>
              <LinkButton href={paths.addToList(team, paths.link(team, link.id))}>
                {t('addToList')}
              </LinkButton>
              <LinkButton href={paths.editLink(team, link.id)}>{t('edit')}</LinkButton>
            </>
          )}
        </>
      }
    />
  )
}
