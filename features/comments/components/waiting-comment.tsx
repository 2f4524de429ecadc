import type { Outgoing } from '@/components/outbox/device-store'
import { keepDraft } from '@/components/outbox/drafts'
import { flush, takeBack } from '@/components/outbox/outbox'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { useComments } from './comment-context'
import { draftPlace, formOfWaiting, unkept } from './comment-drafts'
import { cameBack } from './use-comment-writing'

/** One's own words that the server has not confirmed yet, where they will stand. */
export function WaitingComment({
  it,
  onChange,
}: {
  it: Outgoing
  onChange: (form: string) => void
}) {
  const { me, signIn, texts } = useComments()
  const because = it.stopped?.because
  const refused = because === 'refused' || because === 'conflict'
  const waits = unkept.has(it.id) ? texts.waitsUnkept : texts.waits
  const change = useTakeBack(onChange)
  return (
    <div className="comment comment-waiting">
      <Avatar person={me} />
      <p className="comment-head">
        <strong>{me.name}</strong>
        <span role="status">{it.stopped ? (refused ? texts.refused : waits) : texts.saving}</span>
      </p>
      <p className="note-typed">{it.fields.body}</p>
      {it.stopped && (
        <p className="note-waits">
          {because !== 'network' && it.stopped.why}
          {because === 'login' && (
            <a className="text-link" href={signIn} target="_blank" rel="noreferrer">
              {texts.signIn}
            </a>
          )}
          <Button onClick={() => (refused ? void change(it) : void flush())}>
            {refused ? texts.changeIt : texts.tryNow}
          </Button>
        </p>
      )}
    </div>
  )
}

/** Takes refused words back into the form they came from, which `onChange` opens. */
export function useTakeBack(onChange: (form: string) => void) {
  const { me } = useComments()
  return async ({ id }: Outgoing) => {
    const it = await takeBack(id)
    if (!it) return
    const form = formOfWaiting(it)
    const place = draftPlace(me.id, form)
    const { keep: _, ...fields } = it.fields
    const why = it.stopped?.because === 'conflict' ? '' : (it.stopped?.why ?? '')
    await keepDraft({ id: it.id, startedAt: it.startedAt, place, fields: { ...fields, why } })
    onChange(form)
    document.dispatchEvent(new CustomEvent(cameBack, { detail: place }))
  }
}
