import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/shell/page'
import { NewerOlder } from '@/components/ui/newer-older'
import { PendingLink } from '@/components/ui/pending-link'
import { getConferences } from '@/features/conferences/queries'
import { ImportList } from '@/features/imports/components/import-list'
import { ReadableFormats } from '@/features/imports/components/readable-formats'
import { UploadForm } from '@/features/imports/components/upload-form'
import { canImport } from '@/features/imports/policy'
import { getImports } from '@/features/imports/queries'
import { requireMember } from '@/lib/actor'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { pageNumber } from '@/lib/records'
import { type Query, refusal, text } from './refusal'

type Props = { params: Promise<{ team: string }>; searchParams: Promise<Query> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const member = await requireMember((await params).team)
  if (!canImport(member)) notFound()
  return { title: (await getTranslations('imports'))('title') }
}

export default async function ImportsPage({ params, searchParams }: Props) {
  const member = await requireMember((await params).team)
  if (!canImport(member)) notFound()
  const { slug } = member.team
  const query = await searchParams
  const page = pageNumber.parse(query.page)
  const [t, error, conferences, { imports, more }] = await Promise.all([
    getTranslations('imports'),
    refusal(query),
    getConferences(member),
    getImports(member, page),
  ])
  const choices = conferences.map(({ id, title }) => ({ id: shortId(id), title }))
  const names = ['file', 'fileHint', 'conference', 'conferenceHint', 'auto', 'submit'] as const
  const ways = ['address', 'addressHint'] as const
  const progress = ['sending', 'reading', 'unreachable'] as const
  const texts = Object.fromEntries(
    [...names, ...ways, ...progress].map((name) => [name, t(`upload.${name}`)]),
  ) as Record<(typeof names)[number] | (typeof ways)[number] | (typeof progress)[number], string>
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="measure grid gap-8">
        <div className="grid gap-4">
          <p className="text-ink-2">{t('intro')}</p>
          <div className="card">
            <UploadForm
              action={paths.upload(slug)}
              conferences={choices}
              conference={text(query.conference)}
              address={text(query.address)}
              texts={texts}
              formats={<ReadableFormats />}
              {...(error ? { error } : {})}
            />
          </div>
        </div>
        <p>
          <PendingLink href={paths.importMedia(slug)} className="text-link">
            {t('media.link')}
          </PendingLink>{' '}
          <span className="text-sm text-ink-2">{t('media.linkHint')}</span>
        </p>
        <section aria-labelledby="earlier" className="grid gap-2">
          <h2 id="earlier" className="text-lg">
            {t('list.title')}
          </h2>
          <ImportList team={slug} imports={imports} />
          <NewerOlder {...{ page, more }} at={(page) => paths.imports(slug, null, page)} />
        </section>
      </div>
    </>
  )
}
