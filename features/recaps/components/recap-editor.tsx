import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Button, LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { TextArea } from '@/components/ui/field'
import { LatestText } from '@/components/ui/latest-text'
import { SubmitButton } from '@/components/ui/submit-button'
import { formatRange } from '@/lib/dates'
import { editIntroductionAction, saveDayAction } from '../actions'
import type { DraftTalk } from '../draft'
import { DraftItem } from './draft-item'
import { TickAll } from './tick-all'

type Recap = { id: string; bodySource: string; revision: number }

type Past = { past: (talk: string | null) => string }

type IntroductionProps = Past & { team: string; recap: Recap }

/** The words that stand before the talks. */
export async function IntroductionForm({ team, recap, past }: IntroductionProps) {
  const [t, note] = await Promise.all([getTranslations('recaps'), getTranslations('annotations')])
  return (
    <Card title={t('introduction')}>
      <ActionForm action={editIntroductionAction.bind(null, team)} toast>
        <input type="hidden" name="recap" value={recap.id} />
        <input type="hidden" name="revision" value={recap.revision} />
        <TextArea
          name="text"
          label={t('introduction')}
          hideLabel
          hint={t('introductionHint')}
          maxLength={20_000}
          defaultValue={recap.bodySource}
        />
        <LatestText
          name="text"
          now={recap.bodySource}
          revision={recap.revision}
          label={t('theirs')}
          keep={{ name: 'keep', value: 'stored', label: note('keepStored') }}
        />
        <div className="form-actions">
          <SubmitButton variant="secondary">{t('saveIntroduction')}</SubmitButton>
          {recap.revision > 1 && (
            <LinkButton variant="quiet" href={past(null)}>
              {t('past')}
            </LinkButton>
          )}
        </div>
      </ActionForm>
    </Card>
  )
}

type DayFormProps = Past & { team: string; recap: string; zone: string; talks: DraftTalk[] }

/** A day of talks: what of each goes in, a line on it, and their order. Every button saves it all. */
export async function DayForm({ team, recap, zone, talks, past }: DayFormProps) {
  const t = await getTranslations('recaps')
  return (
    <ActionForm action={saveDayAction.bind(null, team)} className="recap-day" toast>
      <input type="hidden" name="recap" value={recap} />
      {/* Enter in a field takes the first button there is, and must save */}
      <button type="submit" hidden />
      {talks.map((talk, index) => (
        <TalkFields
          key={talk.id}
          talk={talk}
          {...{ zone, past }}
          first={index === 0}
          last={index === talks.length - 1}
        />
      ))}
      <div className="form-actions recap-save">
        <SubmitButton>{t('saveDay')}</SubmitButton>
      </div>
    </ActionForm>
  )
}

type TalkProps = Past & { talk: DraftTalk; zone: string; first: boolean; last: boolean }

async function TalkFields({ talk, zone, past, first, last }: TalkProps) {
  const [t, note, locale] = await Promise.all([
    getTranslations('recaps'),
    getTranslations('annotations'),
    getLocale(),
  ])
  const { id, title, startsAt, endsAt, line, revision, items } = talk
  const move = (verb: 'up' | 'down') => (
    <Button
      type="submit"
      name="act"
      value={`${verb}:${id}`}
      variant="quiet"
      aria-label={`${t(verb)}: ${title}`}
    >
      {t(verb)}
    </Button>
  )
  return (
    <fieldset className="card recap-talk">
      <legend className="sr-only">{title}</legend>
      <input type="hidden" name="order" value={id} />
      <input type="hidden" name={`seen.${id}`} value={revision} />
      <div className="recap-talk-head">
        <h3 className="card-title" dir="auto">
          {title}
        </h3>
        {startsAt && (
          <p className="entry-facts">
            {formatRange(new Date(startsAt), endsAt && new Date(endsAt), zone, locale)}
          </p>
        )}
        <div className="recap-tools">
          <TickAll act={`all:${id}`} on name={title}>
            {t('all')}
          </TickAll>
          <TickAll act={`none:${id}`} on={false} name={title}>
            {t('none')}
          </TickAll>
          {!first && move('up')}
          {!last && move('down')}
          {(revision > 1 || line !== '') && (
            <LinkButton variant="quiet" href={past(id)} aria-label={`${t('pastOfLine')}: ${title}`}>
              {t('past')}
            </LinkButton>
          )}
        </div>
      </div>
      <TextArea
        name={`line.${id}`}
        label={t('line')}
        optional
        maxLength={2_000}
        defaultValue={line}
      />
      <LatestText
        name={`line.${id}`}
        seen={`seen.${id}`}
        now={line}
        revision={revision}
        label={t('theirs')}
        keep={{ name: 'act', value: `keep:${id}`, label: note('keepStored') }}
      />
      <ul className="recap-items">
        {items.map((item) => (
          <DraftItem
            key={item.value}
            item={item}
            kind={item.kind === 'words' ? t('words') : note(`kinds.${item.kind}`)}
            facts={[
              item.author,
              item.audience === 'public' && t('public'),
              item.photos > 0 && t('photos', { count: item.photos }),
            ]}
          />
        ))}
      </ul>
    </fieldset>
  )
}
