import { getTranslations } from 'next-intl/server'

/** One answer for every address that opens nothing: unknown, expired, revoked and withdrawn alike. */
export default async function ShareNotFound() {
  const t = await getTranslations('shares.page')
  return (
    <main className="shared">
      <h1>{t('notFound')}</h1>
      <p className="shared-facts">{t('notFoundText')}</p>
    </main>
  )
}
