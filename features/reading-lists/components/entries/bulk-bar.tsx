import { getTranslations } from 'next-intl/server'
import { Button } from '@/components/ui/button'
import { linkTypes } from '@/features/links/schema'
import type { ListDetail } from '../../queries'
import { BulkTicks } from './bulk-ticks'

/** What can be done with all that is ticked: buttons of the form around the list. */
export async function BulkBar({ list, lists }: { list: ListDetail; lists: string }) {
  const [t, types] = await Promise.all([
    getTranslations('lists.bulk'),
    getTranslations('links.types'),
  ])
  return (
    <fieldset className="bulk-bar">
      <legend className="sr-only">{t('bar')}</legend>
      <BulkTicks count={t('count', { count: '{count}' })} all={t('all')} none={t('none')} />
      {list.sections.length > 0 && (
        <span className="bulk-choice">
          <select name="section" aria-label={t('section')} className="control">
            {list.sections.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
            <option value="">{(await getTranslations('lists.sections'))('none')}</option>
          </select>
          <Button type="submit" name="act" value="all:section">
            {t('toSectionDo')}
          </Button>
        </span>
      )}
      <span className="bulk-choice">
        <select name="type" aria-label={t('type')} className="control">
          {linkTypes.map((type) => (
            <option key={type} value={type}>
              {types(type)}
            </option>
          ))}
        </select>
        <Button type="submit" name="act" value="all:type">
          {t('toTypeDo')}
        </Button>
      </span>
      <Button type="submit" formMethod="get" formAction={lists}>
        {t('lists')}
      </Button>
      <Button type="submit" name="act" value="all:done">
        {t('markDone')}
      </Button>
      <Button type="submit" name="act" value="all:remove">
        {t('remove')}
      </Button>
    </fieldset>
  )
}
