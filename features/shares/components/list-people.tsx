import { getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { nameListMemberAction, setListAudienceAction, unnameListMemberAction } from '../actions'
import type { getNameable, ListMemberDetail } from '../list-members'

const roles = ['viewer', 'commenter', 'editor', 'owner'] as const

type ListPeopleProps = {
  team: string
  /** Id of the reader */
  me: string
  list: { id: string; audience: 'team' | 'members'; orphaned: boolean; can: { manage: boolean } }
  named: ListMemberDetail[]
  nameable: Awaited<ReturnType<typeof getNameable>>
}

/** Who in the team sees a list: everybody, or those whom it names, each as what. */
export async function ListPeople({ team, me, list, named, nameable }: ListPeopleProps) {
  const t = await getTranslations('shares.members')
  const { audience, can } = list
  const others = nameable.filter(({ userId }) => named.every((one) => one.userId !== userId))
  const name = nameListMemberAction.bind(null, team)
  return (
    <Card title={t('title')}>
      <p>{t(audience)}</p>
      {audience === 'members' && list.orphaned && <p className="field-hint">{t('orphaned')}</p>}
      {audience === 'members' && (
        <ul className="list-people">
          {named.map((one) => (
            <Named key={one.userId} {...{ team, me, list, one, name }} />
          ))}
        </ul>
      )}
      {audience === 'members' && can.manage && others.length > 0 && (
        <ActionForm action={name} className="form list-person" clearOnSuccess toast>
          <input type="hidden" name="list" value={list.id} />
          <SelectField name="user" label={t('who')} defaultValue="">
            <option value="">{t('choose')}</option>
            {others.map(({ userId, name }) => (
              <option key={userId} value={userId}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField name="role" label={t('as')} defaultValue="viewer">
            {roles.map((role) => (
              <option key={role} value={role}>
                {t(`roles.${role}`)}
              </option>
            ))}
          </SelectField>
          <SubmitButton variant="secondary">{t('add')}</SubmitButton>
        </ActionForm>
      )}
      {can.manage && (
        <ActionForm action={setListAudienceAction.bind(null, team)} toast>
          <input type="hidden" name="list" value={list.id} />
          <p className="field-hint">{t(audience === 'team' ? 'narrowHint' : 'widenHint')}</p>
          <div className="form-actions">
            <SubmitButton
              variant="secondary"
              name="audience"
              value={audience === 'team' ? 'members' : 'team'}
            >
              {t(audience === 'team' ? 'narrow' : 'widen')}
            </SubmitButton>
          </div>
        </ActionForm>
      )}
    </Card>
  )
}

type NamedProps = Pick<ListPeopleProps, 'team' | 'me' | 'list'> & {
  one: ListMemberDetail
  name: FormAction
}

async function Named({ team, me, list, one, name }: NamedProps) {
  const t = await getTranslations('shares.members')
  const own = one.userId === me
  return (
    <li className="list-person">
      <p>
        {one.name}
        {one.capped && <span className="entry-facts"> {t('capped')}</span>}
      </p>
      {list.can.manage ? (
        <ActionForm action={name} className="list-role" toast>
          <input type="hidden" name="list" value={list.id} />
          <input type="hidden" name="user" value={one.userId} />
          <SelectField
            name="role"
            label={t('asOf', { name: one.name })}
            hideLabel
            defaultValue={one.role}
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {t(`roles.${role}`)}
              </option>
            ))}
          </SelectField>
          <SubmitButton variant="quiet" aria-label={t('changeOf', { name: one.name })}>
            {t('change')}
          </SubmitButton>
        </ActionForm>
      ) : (
        <p className="entry-facts">{t(`roles.${one.role}`)}</p>
      )}
      {(own || list.can.manage) && (
        <ActionForm action={unnameListMemberAction.bind(null, team)} className="" toast>
          <input type="hidden" name="list" value={list.id} />
          <input type="hidden" name="user" value={one.userId} />
          <SubmitButton
            variant="quiet"
            aria-label={own ? t('leave') : t('removeOf', { name: one.name })}
          >
            {own ? t('leave') : t('remove')}
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  )
}
