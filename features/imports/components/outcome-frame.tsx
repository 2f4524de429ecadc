import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { applyImportAction, discardImportAction } from '../actions'

type OutcomeFrameProps = {
  team: string
  id: string
  aside?: ReactNode
  /** The button that confirms the plan of this hash, or a button of a form of its own; none for nothing */
  confirm: { hash: string; label: string } | { button: ReactNode } | null
  /** Where things go, and how many */
  children: ReactNode
}

/** What confirming an import of any kind will do, with the buttons that do it or put it aside. */
export async function OutcomeFrame({ team, id, aside, confirm, children }: OutcomeFrameProps) {
  const t = await getTranslations('imports.preview')
  return (
    <Card title={t('what')} {...(aside !== undefined && { aside })}>
      <div className="grid gap-3">
        {children}
        <div className="flex flex-wrap items-center gap-3">
          {confirm && 'button' in confirm && confirm.button}
          {confirm && 'hash' in confirm && (
            <ActionForm action={applyImportAction.bind(null, team)}>
              <input type="hidden" name="id" value={id} />
              <input type="hidden" name="planHash" value={confirm.hash} />
              <SubmitButton>{confirm.label}</SubmitButton>
            </ActionForm>
          )}
          <DiscardForm team={team} id={id} />
        </div>
        <p className="text-sm text-ink-2">{t('nothingWritten')}</p>
      </div>
    </Card>
  )
}

/** Puts an import aside that nobody has confirmed. */
export async function DiscardForm({ team, id }: { team: string; id: string }) {
  const t = await getTranslations('imports.preview')
  return (
    <ActionForm action={discardImportAction.bind(null, team)}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="secondary">{t('discard')}</SubmitButton>
    </ActionForm>
  )
}
