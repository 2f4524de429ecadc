import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/components/ui/empty-state'
import { Menu, MenuLink } from '@/components/ui/menu'
import { PendingLink } from '@/components/ui/pending-link'
import { SegmentedLinks } from '@/components/ui/segmented'
import type { Member } from '@/lib/actor'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { ToFinish as Found } from '../to-finish'
import { openGroups, type ToFinishView } from '../views'
import { ToFinishList } from './to-finish-list'

type ToFinishProps = { member: Member; view: ToFinishView; found: Found }

/** Whose, of which conference and of which sort; then the lists. */
export async function ToFinish({ member, view, found }: ToFinishProps) {
  const t = await getTranslations('toFinish')
  const { slug } = member.team
  const { of, kind, page } = view
  const conference = view.conference && shortId(view.conference)
  const address = (given: Record<string, string | null>) => {
    const query = { of: of === 'me' ? null : of, kind, conference, ...given }
    const asked = Object.entries(query).map(([name, value]) => [name, value ?? undefined])
    return paths.toFinish(slug, Object.fromEntries(asked))
  }
  const chosen = found.conferences.find(({ id }) => id === view.conference)
  const here = (current: boolean) => ({ 'aria-current': current ? ('true' as const) : undefined })
  return (
    <>
      <div className="actions open-choices">
        <SegmentedLinks
          label={t('whose')}
          options={[
            { href: address({ of: null }), label: t('mine'), current: of === 'me' },
            { href: address({ of: 'team' }), label: t('team'), current: of === 'team' },
          ]}
        />
        <Menu trigger={kind ? t(`groups.${kind}`) : t('allKinds')} variant="quiet">
          <MenuLink href={address({ kind: null })} {...here(!kind)}>
            {t('allKinds')}
          </MenuLink>
          {openGroups.map((group) => (
            <MenuLink key={group} href={address({ kind: group })} {...here(group === kind)}>
              {t(`groups.${group}`)}
            </MenuLink>
          ))}
        </Menu>
        {(found.conferences.length > 1 || view.conference) && (
          <Menu trigger={chosen?.title ?? t('allConferences')} variant="quiet">
            <MenuLink href={address({ conference: null })} {...here(!view.conference)}>
              {t('allConferences')}
            </MenuLink>
            {found.conferences.map(({ id, title, count }) => (
              <MenuLink
                key={id}
                href={address({ conference: shortId(id) })}
                {...here(id === view.conference)}
              >
                {title}
                <span className="count">{count}</span>
              </MenuLink>
            ))}
          </Menu>
        )}
      </div>
      {found.groups.map((group) => (
        <ToFinishList
          key={group.group}
          team={slug}
          group={group}
          rest={group.more && !kind ? address({ kind: group.group }) : null}
        />
      ))}
      {kind && (page > 1 || found.groups.some(({ more }) => more)) && (
        <p className="actions">
          {page > 1 && (
            <PendingLink
              className="button button-secondary"
              href={address({ page: `${page - 1}` })}
            >
              {t('earlier')}
            </PendingLink>
          )}
          {found.groups.some(({ more }) => more) && (
            <PendingLink
              className="button button-secondary"
              href={address({ page: `${page + 1}` })}
            >
              {t('later')}
            </PendingLink>
          )}
        </p>
      )}
      {found.groups.length === 0 && (
        <EmptyState
          title={t(kind || view.conference ? 'emptyChoice' : 'emptyTitle')}
          action={
            of === 'me' ? (
              <PendingLink className="text-link" href={address({ of: 'team' })}>
                {t('showTeam')}
              </PendingLink>
            ) : (
              <PendingLink className="text-link" href={paths.conferences(slug)}>
                {t('toProgramme')}
              </PendingLink>
            )
          }
        >
          {t('emptyText')}
        </EmptyState>
      )}
    </>
  )
}
