import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { listsCan } from '@/features/reading-lists/policy'
import { SettingsNav } from '@/features/teams/components/settings-nav'
import { bookmarklet } from '@/features/tokens/bookmarklet'
import { BookmarkletCard } from '@/features/tokens/components/bookmarklet-card'
import { TokenForm } from '@/features/tokens/components/token-form'
import { TokenList } from '@/features/tokens/components/token-list'
import { tokensCan } from '@/features/tokens/policy'
import { getTokens } from '@/features/tokens/queries'
import { currentMember, requireMember } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { ownOrigin } from '@/lib/request'

type Props = { params: Promise<{ team: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  if (!(await currentMember((await params).team))) return {}
  return { title: (await getTranslations('tokens'))('title') }
}

export default async function TokensPage({ params }: Props) {
  const member = await requireMember((await params).team)
  const [tokens, t] = await Promise.all([getTokens(member), getTranslations('tokens')])
  const { slug } = member.team
  const page = (await ownOrigin()) + paths.addPage(slug)
  return (
    <>
      <PageHeader title={t('title')} />
      <SettingsNav member={member} current="tokens" />
      <div className="stack measure-narrow mt-6">
        <TokenForm team={slug} />
        <TokenList team={slug} tokens={tokens} />
        <p className="field-hint">
          <a className="underline" href={paths.apiReference()}>
            {t('reference')}
          </a>
        </p>
        {tokensCan(member).seeAll && <p className="field-hint">{t('ownersHint')}</p>}
        {listsCan(member).create && <BookmarkletCard address={bookmarklet(page)} />}
      </div>
    </>
  )
}
