import { getLocale, getTranslations } from 'next-intl/server'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { formatMoment } from '@/lib/dates'
import { plainText } from '@/lib/markdown'
import type { Values } from '../../formats/values'
import type { Change } from '../../programmes/plan'

type Shown = Change & { kept?: boolean }

/** What changes in one session, field by field: what stood there, and what comes. */
export async function FieldChanges({ changes, zone }: { changes: Shown[]; zone: string }) {
  const t = await getTranslations('imports')
  const locale = await getLocale()
  const text = (field: Change['field'], value: Values[Change['field']]): string => {
    if (typeof value === 'boolean') return t(value ? 'plan.yes' : 'plan.no')
    if ((field === 'startsAt' || field === 'endsAt') && typeof value === 'string') {
      return formatMoment(new Date(value), zone, locale)
    }
    if (Array.isArray(value)) return value.map(named).join(', ') || t('plan.nothing')
    return value ? plainText(value) : t('plan.nothing')
  }
  return (
    <dl className="mt-1 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]">
      {changes.map(({ field, from, to, kept }) => {
        const [before, after] = shortened(text(field, from), text(field, to))
        return (
          <div key={field} className="contents">
            <dt className="text-ink-3">{t(`fields.${field}`)}</dt>
            <dd className="mb-1">
              {kept ? (
                <span className="text-ink-2">
                  {t('plan.kept')} · {t('plan.keptValue')}: {after}
                </span>
              ) : (
                <>
                  <VisuallyHidden>{t('plan.before')}: </VisuallyHidden>
                  <del className="text-ink-3">{before}</del> <span aria-hidden="true">→ </span>
                  <VisuallyHidden>{t('plan.after')}: </VisuallyHidden>
                  <ins className="font-medium no-underline">{after}</ins>
                </>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function named(value: string | { name: string; organisation: string } | { title: string }) {
  if (typeof value === 'string') return value
  if ('title' in value) return value.title
  return value.organisation ? `${value.name} (${value.organisation})` : value.name
}

const longest = 240
const context = 60

/** Long texts are cut to where they begin to differ. */
function shortened(before: string, after: string): [string, string] {
  if (before.length <= longest && after.length <= longest) return [before, after]
  let same = 0
  while (same < before.length && before[same] === after[same]) same++
  const start = Math.max(0, same - context)
  const cut = (text: string) =>
    `${start > 0 ? '…' : ''}${text.slice(start, start + longest)}${text.length > start + longest ? '…' : ''}`
  return [cut(before), cut(after)]
}
