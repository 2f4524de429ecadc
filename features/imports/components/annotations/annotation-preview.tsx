import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { placesOfPlan } from '../../annotations/plan'
import type { AnnotationImport, FoundAnnotationPlan } from '../../annotations/staging'
import { CountList, FactList } from '../numbers'
import { OutcomeFrame } from '../outcome-frame'
import { ProblemList } from '../problem-list'
import { AnnotationPlaces } from './annotation-places'
import { CommentCounts } from './comment-counts'

type AnnotationPreviewProps = {
  team: string
  staged: AnnotationImport
  found: FoundAnnotationPlan
  /** Of the importing person */
  name: string
}

/** What a file of annotations holds, where each goes, and what confirming will do. */
export async function AnnotationPreview({ team, staged, found, name }: AnnotationPreviewProps) {
  const t = await getTranslations('imports.annotations')
  const { notes, problems } = staged.file
  const { added, present, nowhere } = found.plan
  const facts = {
    notes: notes.length,
    quoted: notes.filter(({ quote }) => quote).length,
    moments: notes.filter(({ fromMs }) => fromMs !== null).length,
    others: notes.filter(({ author }) => author && author !== name).length,
  }
  const left = nowhere.reduce((sum, { count }) => sum + count, 0)
  const counts = { added: added.length, present, left, problems: problems.length }
  const { comments } = found.plan
  return (
    <div className="grid gap-4">
      <FactList
        label={t('facts')}
        facts={(['notes', 'quoted', 'moments', 'others'] as const).map((name) => {
          return { name, count: facts[name], words: t(name, { count: facts[name] }) }
        })}
      />
      <OutcomeFrame
        team={team}
        id={staged.id}
        confirm={
          added.length > 0
            ? { hash: found.hash, label: t('confirm', { count: added.length }) }
            : null
        }
      >
        {added.length === 0 && <Notice>{t('nothing')}</Notice>}
        <CountList
          counts={(['added', 'present', 'left', 'problems'] as const).map((name) => {
            return { name, count: counts[name], words: t(name) }
          })}
        />
        <CommentCounts comments={comments} />
      </OutcomeFrame>
      <Card title={t('where')}>
        <ul className="ms-5 grid list-disc gap-1 text-sm">
          {(['Place', 'Yours', 'Audience', 'Passage', 'Comments', 'Photos'] as const).map(
            (rule) => (
              <li key={rule}>{t(`where${rule}`)}</li>
            ),
          )}
        </ul>
      </Card>
      <div>
        <AnnotationPlaces team={team} places={placesOfPlan(found.plan)} nowhere={nowhere} />
        <ProblemList problems={problems} />
      </div>
    </div>
  )
}
