import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { revokeTokenAction } from '../actions'
import type { TokenRow } from '../queries'

type TokenListProps = { team: string; tokens: TokenRow[] }

/** The tokens that open something now, with what they are for and when they last did. */
export async function TokenList({ team, tokens }: TokenListProps) {
  const [t, format] = await Promise.all([getTranslations('tokens'), getFormatter()])
  const on = (date: Date) => format.dateTime(date, { dateStyle: 'medium' })
  const factsOf = ({ own, by, createdAt, expiresAt, lastUsedAt }: TokenRow) => [
    own ? t('made', { day: on(createdAt) }) : t('madeBy', { day: on(createdAt), name: by }),
    lastUsedAt ? t('used', { day: on(lastUsedAt) }) : t('unused'),
    expiresAt ? t('ends', { day: on(expiresAt) }) : t('endless'),
  ]
  return (
    <Card title={t('existing')} aside={tokens.length || undefined}>
      {tokens.length === 0 && <p className="text-sm text-ink-2">{t('none')}</p>}
      <ul className="rows">
        {tokens.map((token) => (
          <li key={token.id} className="flex items-center justify-between gap-3 py-2">
            <div className="min-w-0">
              <div className="break-words">
                {token.name} <Badge>{t(`scopeNames.${token.scope}`)}</Badge>
              </div>
              <div className="text-sm text-ink-2">{factsOf(token).join(' · ')}</div>
            </div>
            <ActionForm action={revokeTokenAction.bind(null, team)} toast className="shrink-0">
              <input type="hidden" name="id" value={token.id} />
              <SubmitButton variant="danger" aria-label={t('revokeNamed', { name: token.name })}>
                {t('revoke')}
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
    </Card>
  )
}
