import { useTranslations } from 'next-intl'

const kinds = ['programme', 'notes', 'links', 'transcripts', 'annotations'] as const

/** Which files an import reads, for those who wonder whether theirs is among them. */
export function ReadableFormats() {
  const t = useTranslations('imports.upload')
  return (
    <details>
      <summary className="quiet-link text-sm">{t('formats')}</summary>
      <dl className="mt-2 grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[7rem_minmax(0,1fr)]">
        {kinds.map((kind) => (
          <div key={kind} className="contents">
            <dt className="font-semibold">{t(`kinds.${kind}.name`)}</dt>
            <dd className="text-ink-2">{t(`kinds.${kind}.read`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
