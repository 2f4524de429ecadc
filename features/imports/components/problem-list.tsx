import { getTranslations } from 'next-intl/server'
import type { Problem } from '../formats/programme'
import { CountedSection } from './counted-section'

/** What could not be taken over as it stands, row by row, in words. */
export async function ProblemList({ problems }: { problems: Problem[] }) {
  const t = await getTranslations('imports.plan')
  const say = await getTranslations('importProblems')
  if (problems.length === 0) return null
  return (
    <CountedSection id="problems" title={t('problemsTitle')} count={problems.length}>
      <ul className="rows mt-2">
        {problems.map(({ line, item, code, params }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stored list that never changes order
          <li key={index} className="py-2 text-sm">
            <p className="flex flex-wrap gap-x-3">
              <span className="font-medium">{item ?? t('wholeFile')}</span>
              {line !== null && <span className="text-ink-3">{t('row', { line })}</span>}
            </p>
            <p className="text-ink-2">{say(code, params as never)}</p>
          </li>
        ))}
      </ul>
    </CountedSection>
  )
}
