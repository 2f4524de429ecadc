import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { describeApi } from '@/app/api/v1/openapi'
import { FrameParts } from '@/components/shell/frame-parts'
import { PageHeader } from '@/components/shell/page'
import { paths } from '@/lib/paths'
import { OperationCard } from './operation'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('api'))('title') }
}

/** The reference of the API, from the same description that programs get. */
export default async function ApiPage() {
  const all = await getTranslations()
  const t = await getTranslations('api')
  const api = describeApi((key) => all(key as never))
  return (
    <FrameParts>
      <main id="main" tabIndex={-1} className="api-reference">
        <PageHeader title={t('title')} meta={<a href={paths.openApi()}>{t('document')}</a>} />
        <p>{t('intro')}</p>
        <p>{t('tokens')}</p>
        <p>{t('writes')}</p>
        <nav aria-label={t('contents')}>
          <ul>
            {firstOfNouns(Object.keys(api.paths)).map(([noun, path]) => (
              <li key={noun}>
                <a href={`#${path}`}>{noun}</a>
              </li>
            ))}
          </ul>
        </nav>
        {Object.entries(api.paths).map(([path, methods]) => (
          <section key={path} aria-labelledby={path}>
            <h2 id={path}>
              <code>{api.servers[0]?.url + path}</code>
            </h2>
            {Object.entries(methods).map(([method, operation]) => (
              <OperationCard key={method} method={method.toUpperCase()} operation={operation} />
            ))}
          </section>
        ))}
      </main>
    </FrameParts>
  )
}

/** The nouns of the addresses, each with the first that has it. */
function firstOfNouns(all: string[]): [noun: string, path: string][] {
  const nouns = new Map<string, string>()
  for (const path of all) {
    const [, , , noun = ''] = path.split('/')
    if (!nouns.has(noun)) nouns.set(noun, path)
  }
  return [...nouns]
}
