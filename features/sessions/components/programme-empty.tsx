import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { ConferenceDetail } from '@/features/conferences/queries'
import { paths } from '@/lib/paths'
import type { ProgrammeFrame } from './programme-frame'

type ProgrammeEmptyProps = {
  team: string
  conference: ConferenceDetail
  t: ProgrammeFrame['t']
}

export function ProgrammeEmpty({ team, conference, t }: ProgrammeEmptyProps) {
  if (!conference.can.addSession) {
    return <EmptyState title={t('empty.title')}>{t('empty.viewer')}</EmptyState>
  }
  const actions = (
    <span className="form-actions justify-center">
      <LinkButton href={paths.imports(team, conference)} variant="primary">
        {t('import')}
      </LinkButton>
      <LinkButton href={paths.newSession(team, conference)}>{t('add')}</LinkButton>
    </span>
  )
  return (
    <EmptyState title={t('empty.title')} action={actions}>
      {t('empty.text')}
    </EmptyState>
  )
}
