import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import type { Gathered } from '../../gathered/queue'

const shownHere = 5

type ReadingNowProps = { team: string; items: Gathered[]; total: number }

/** What the reader has begun, for the home page; nothing when they have begun nothing. */
export async function ReadingNow({ team, items, total }: ReadingNowProps) {
  if (items.length === 0) return null
  const t = await getTranslations('mine')
  return (
    <Card title={t('homeTitle')} aside={total}>
      <ul className="rows">
        {items.slice(0, shownHere).map(({ link, session, mine }) => (
          <li key={link?.id ?? session?.id} className="py-2 text-sm">
            {link ? (
              <a className="plain-link" href={link.url} rel="noreferrer noopener">
                {link.title}
              </a>
            ) : (
              session && (
                <PendingLink className="plain-link" href={paths.session(team, session)}>
                  {session.title}
                </PendingLink>
              )
            )}
            {mine?.position && <p className="text-ink-2">{t('at', { position: mine.position })}</p>}
          </li>
        ))}
      </ul>
      <PendingLink href={paths.reading(team)} className="text-link mt-2 inline-block text-sm">
        {t('homeAll')}
      </PendingLink>
    </Card>
  )
}
