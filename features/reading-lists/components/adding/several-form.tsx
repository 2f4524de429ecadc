'use client'

import type { ClipboardEvent } from 'react'
import { ActionForm, type FormAction, useFormState } from '@/components/ui/action-form'
import { Button, LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import type { FoundRow, Looked } from '../../several'
import type { SeveralWords } from './several-words'

type SeveralFormProps = {
  action: FormAction
  listId: string
  cancel: string
  words: SeveralWords
}

/** A text with addresses, then what it holds with a box each: one form, also without script. */
export function SeveralForm({ action, listId, ...rest }: SeveralFormProps) {
  return (
    <ActionForm action={action} className="form">
      <input type="hidden" name="list" value={listId} />
      <Steps {...rest} />
    </ActionForm>
  )
}

function Steps({ cancel, words }: Pick<SeveralFormProps, 'cancel' | 'words'>) {
  const { shown, pending } = useFormState()
  const looked = shown?.found ? (JSON.parse(shown.found) as Looked) : null
  return (
    <>
      <div className="measure">
        <TextArea
          name="text"
          label={words.text}
          hint={words.textHint}
          required
          className={looked ? '' : 'control-tall'}
          defaultValue={shown?.text}
          onPaste={pasteAsMarkdown}
        />
      </div>
      <div className="form-actions">
        <Button
          type="submit"
          variant={looked ? 'secondary' : 'primary'}
          name="act"
          value="find"
          disabled={pending}
        >
          {words.find}
        </Button>
        <LinkButton variant="quiet" href={cancel}>
          {words.cancel}
        </LinkButton>
      </div>
      {looked && looked.rows.length > 0 && (
        <Found looked={looked} words={words} counts={shown ?? {}} pending={pending} />
      )}
    </>
  )
}

type FoundProps = {
  looked: Looked
  words: SeveralWords
  counts: Record<string, string>
  pending: boolean
}

function Found({ looked, words, counts, pending }: FoundProps) {
  const { rows, more, relative, refused } = looked
  const filled = (text: string, count: string, some: string[]) =>
    text.replace('{count}', count).replace('{some}', () => some.join(', '))
  return (
    <section className="found-links">
      <p className="field-hint">{words.foundHint}</p>
      {more > 0 && <p className="notice">{filled(words.more, String(more), [])}</p>}
      {relative.length > 0 && (
        <p className="field-hint">{filled(words.relative, counts.relative ?? '', relative)}</p>
      )}
      {refused.length > 0 && (
        <p className="field-hint">{filled(words.refused, counts.refused ?? '', refused)}</p>
      )}
      <ul>
        {rows.map((row, index) => (
          <FoundLink key={row.take} row={row} above={rows[index - 1]} words={words} />
        ))}
      </ul>
      <div className="form-actions">
        <Button type="submit" variant="primary" name="act" value="add" disabled={pending}>
          {words.add}
        </Button>
      </div>
    </section>
  )
}

type FoundLinkProps = { row: FoundRow; above: FoundRow | undefined; words: SeveralWords }

function FoundLink({ row, above, words }: FoundLinkProps) {
  const { take, title, url, type, why, section, not, known } = row
  const said = not ? words[not] : known ? words.known : ''
  return (
    <>
      {section !== above?.section && <li className="found-section">{section}</li>}
      <li className="found-link">
        <label>
          <input type="checkbox" name="take" value={take} defaultChecked={!not} />
          <span>{title}</span>
        </label>
        <p className="entry-facts">
          <span className="badge">{words.types[type]}</span> {url}
          {said && <em> · {said}</em>}
        </p>
        {why && <p className="found-why">{why}</p>}
      </li>
    </>
  )
}

/** What was copied from a page comes as its HTML, too, which alone has the addresses of its links. */
function pasteAsMarkdown(event: ClipboardEvent<HTMLTextAreaElement>) {
  const html = event.clipboardData.getData('text/html')
  if (!/<a\s/i.test(html)) return
  event.preventDefault()
  const area = event.currentTarget
  const plain = event.clipboardData.getData('text/plain')
  void import('@/features/annotations/components/pasted-html').then(({ markdownOf }) => {
    area.setRangeText(markdownOf(html) ?? plain, area.selectionStart, area.selectionEnd, 'end')
  })
}
