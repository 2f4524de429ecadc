import { getTranslations } from 'next-intl/server'
import { PendingLink } from '@/components/ui/pending-link'
import { paths } from '@/lib/paths'
import type { SmartChoices, SmartListDetail } from '../../gathered/smart-lists'
import { smartWords } from './smart-words'

type SmartListsTableProps = { team: string; lists: SmartListDetail[]; choices: SmartChoices }

/** Smart lists as rows, below the others: name, what each asks for, who sees it. */
export async function SmartListsTable({ team, lists, choices }: SmartListsTableProps) {
  const t = await getTranslations('smartLists')
  return (
    <section aria-labelledby="smart-lists" className="smart-lists">
      <h2 id="smart-lists" className="section-title">
        {t('title')}
      </h2>
      {lists.length === 0 && <p className="entry-facts">{t('empty')}</p>}
      <ul className="lists">
        {lists.map(async (smart) => (
          <li key={smart.id}>
            <PendingLink className="lists-title" href={paths.smartList(team, smart)}>
              {smart.title}
            </PendingLink>
            <p className="entry-facts">
              {[
                await smartWords(smart.filter, choices),
                smart.forTeam ? t('byForTeam', { name: smart.createdBy }) : t('onlyYou'),
              ].join(' · ')}
            </p>
          </li>
        ))}
      </ul>
      <p className="lists-foot">
        <PendingLink className="text-link" href={paths.newSmartList(team)}>
          {t('new')}
        </PendingLink>
      </p>
    </section>
  )
}
