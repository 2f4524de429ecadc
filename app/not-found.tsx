import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { CentredFrame } from '@/components/shell/centred-frame'
import { Failure } from '@/components/shell/failure'
import { LinkButton } from '@/components/ui/button'
import { paths } from '@/lib/paths'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('errors')
  return { title: t('notFoundTitle') }
}

export default function NotFound() {
  const t = useTranslations('errors')
  return (
    <CentredFrame>
      <Failure
        title={t('notFoundTitle')}
        action={<LinkButton href={paths.home()}>{t('notFoundHome')}</LinkButton>}
      >
        {t('notFoundText')}
      </Failure>
    </CentredFrame>
  )
}
