import { getFormatter, getTranslations } from 'next-intl/server'
import { Badge } from '@/components/ui/badge'
import { stateTones } from '@/features/imports/components/import-list'
import type { ImportDetail } from '@/features/imports/queries'

/** What an import is called in the state that it is in. */
export async function heading({
  state,
  work,
  options,
  fileName,
  report,
}: ImportDetail): Promise<string> {
  const t = await getTranslations('imports')
  if (work) {
    const title = report?.conference ?? options.title
    return t(work.undoing ? 'undoing.title' : 'work.title', { title })
  }
  if (state === 'staged') return t('preview.title', { title: options.title })
  return t('report.title', { file: report?.conference ?? fileName })
}

/** The facts under that: which file, whose, and when. */
export async function Meta({ found }: { found: ImportDetail }) {
  const t = await getTranslations('imports')
  const format = await getFormatter()
  const moment = (at: Date) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
  const state = found.work?.busy ?? found.state
  const kilobytes = Math.ceil(found.fileSize / 1024)
  const size = kilobytes < 1024 ? `${kilobytes} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
  const by = { name: found.by, when: moment(found.appliedAt ?? found.createdAt) }
  return (
    <>
      <Badge tone={stateTones[state]}>{t(`state.${state}`)}</Badge>
      <span>
        {t('preview.meta', { file: found.fileName, kind: t(`kind.${found.kind}`), size })}
      </span>
      <span>{t(found.appliedAt ? 'report.appliedAt' : 'preview.uploaded', by)}</span>
      {found.undoneAt && <span>{t('report.undoneAt', { when: moment(found.undoneAt) })}</span>}
    </>
  )
}
