import { useTranslations } from 'next-intl'
import { SelectField } from '@/components/ui/field'
import type { Member } from '@/lib/actor'
import type { Audience } from '@/prisma/generated/client'
import { audiencesFor } from '../policy'
import type { TeamPerson } from '../queries'

type AudienceFieldProps = { member: Member; people: TeamPerson[]; current?: Audience }

/** Who will be able to read it, in words, beside the button that saves it. */
export function AudienceField({ member, people, current }: AudienceFieldProps) {
  const t = useTranslations('annotations')
  const count = people.filter(({ here }) => here).length
  const [usual = 'me', ...others] = audiencesFor(member)
  if (others.length === 0) {
    return (
      <p className="note-audience note-audience-fixed">
        {t('visibleTo')} <b>{t(`audiences.${usual}`, { team: member.team.name, count })}</b>
        <input type="hidden" name="audience" value={usual} />
      </p>
    )
  }
  return (
    <div className="note-audience">
      <SelectField name="audience" label={t('visibleTo')} defaultValue={current ?? usual}>
        {[usual, ...others].map((audience) => (
          <option key={audience} value={audience}>
            {t(`audiences.${audience}`, { team: member.team.name, count })}
          </option>
        ))}
      </SelectField>
    </div>
  )
}
