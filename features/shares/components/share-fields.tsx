import { getTranslations } from 'next-intl/server'
import { CheckField, Field, SelectField } from '@/components/ui/field'
import { lifetimes } from '../schema'

type ShareFieldsProps = {
  /** Of a share that there is: its end can be left as it is, its password changed or taken away */
  share?: { indexed: boolean; locked: boolean }
}

/** How long an address is open, for whom, and whether search engines may have it. */
export async function ShareFields({ share }: ShareFieldsProps) {
  const t = await getTranslations('shares')
  const today = new Date().toISOString().slice(0, 10)
  return (
    <>
      <div className="share-ending">
        <SelectField
          name="lifetime"
          label={t('lifetime')}
          defaultValue={share ? 'keep' : lifetimes[0]}
        >
          {share && <option value="keep">{t('lifetimes.keep')}</option>}
          {lifetimes.toSorted(byLength).map((lifetime) => (
            <option key={lifetime} value={lifetime}>
              {t(`lifetimes.${lifetime}`)}
            </option>
          ))}
        </SelectField>
        <Field type="date" name="until" label={t('until')} min={today} />
      </div>
      <Field
        type="password"
        name="password"
        label={t(share?.locked ? 'password.new' : 'password.label')}
        hint={t(share?.locked ? 'password.keepHint' : 'password.hint')}
        autoComplete="new-password"
        optional
      />
      {share?.locked && <CheckField name="withoutPassword" label={t('password.remove')} />}
      <CheckField
        name="indexed"
        label={t('indexed')}
        hint={t('indexedHint')}
        defaultChecked={share?.indexed}
      />
    </>
  )
}

const last = { until: 1_000, never: 1_001 }
const days = (lifetime: (typeof lifetimes)[number]) =>
  lifetime in last ? last[lifetime as keyof typeof last] : Number(lifetime)
const byLength = (a: (typeof lifetimes)[number], b: (typeof lifetimes)[number]) => days(a) - days(b)
