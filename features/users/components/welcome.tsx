import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { paths } from '@/lib/paths'

/** What Hallway is, for somebody who is not signed in. */
export async function Welcome() {
  const [t, app] = await Promise.all([getTranslations('users.welcome'), getTranslations('app')])
  return (
    <div className="stack">
      <h1 className="text-xl">{app('tagline')}</h1>
      <p>{t('what')}</p>
      <ul className="list-disc ps-5 text-ink-2">
        <li>{t('import')}</li>
        <li>{t('annotate')}</li>
        <li>{t('share')}</li>
      </ul>
      <div className="actions">
        <LinkButton variant="primary" href={paths.signIn()}>
          {t('signIn')}
        </LinkButton>
        <LinkButton href={paths.signUp()}>{t('signUp')}</LinkButton>
      </div>
    </div>
  )
}
