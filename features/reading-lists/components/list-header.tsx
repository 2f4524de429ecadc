import { getLocale, getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Menu, MenuLink } from '@/components/ui/menu'
import { PendingLink } from '@/components/ui/pending-link'
import { formatDays, localDate } from '@/lib/dates'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { followAction, unfollowAction } from '../actions'
import type { ListDetail } from '../queries'
import { FollowForm } from './follow-form'

/** Title, description and audience of a list, and what can be done with it. */
export async function ListHeader({ team, list }: { team: string; list: ListDetail }) {
  // Whoever a list names may see who else, and leave
  const share = list.can.share || list.audience === 'members'
  const [t, locale] = await Promise.all([getTranslations('lists'), getLocale()])
  const day = localDate(list.updatedAt, 'UTC')
  return (
    <>
      <PageHeader
        title={list.title}
        crumbs={[{ href: paths.lists(team), label: t('title') }]}
        crumbsLabel={t('crumbs')}
        meta={
          <>
            <span>{t('count', { count: list.entryCount })}</span>
            <span>{t('by', { name: list.createdBy })}</span>
            <span>{t('updated', { day: formatDays(day, day, locale) })}</span>
            <span>
              {list.shareCount > 0
                ? t('shared', { count: list.shareCount })
                : t(list.audience === 'team' ? 'teamOnly' : 'namedOnly')}
            </span>
            {list.copiedFrom && (
              <span>
                {t.rich('copiedFrom', {
                  title: list.copiedFrom.title,
                  list: (title) => (
                    <PendingLink
                      className="text-link"
                      href={paths.list(team, list.copiedFrom ?? list)}
                    >
                      {title}
                    </PendingLink>
                  ),
                })}
              </span>
            )}
          </>
        }
        actions={
          <>
            <FollowForm
              action={(list.followed ? unfollowAction : followAction).bind(null, team)}
              list={list}
            />
            {share && <LinkButton href={paths.shareList(team, list)}>{t('share')}</LinkButton>}
            {(list.can.edit || list.can.create || list.can.comment) && (
              <Menu trigger={t('more')} align="end">
                {list.can.comment && !list.discussed && (
                  <MenuLink href={paths.list(team, list, { comment: shortId(list.id) })}>
                    {(await getTranslations('comments'))('comment')}
                  </MenuLink>
                )}
                {list.can.edit && (
                  <MenuLink href={paths.editList(team, list)}>{t('edit')}</MenuLink>
                )}
                {list.can.create && (
                  <MenuLink href={paths.copyList(team, list)}>{t('copy.action')}</MenuLink>
                )}
                {list.can.edit && (
                  <MenuLink href={paths.list(team, list, { view: 'removed' })}>
                    {t('removedEntries')}
                  </MenuLink>
                )}
              </Menu>
            )}
          </>
        }
      />
      {list.descriptionHtml && (
        <div
          className="prose mb-5"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written
          dangerouslySetInnerHTML={{ __html: list.descriptionHtml }}
        />
      )}
    </>
  )
}
