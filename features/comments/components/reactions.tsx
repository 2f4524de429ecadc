import { useEffect, useSyncExternalStore } from 'react'
import { showToast } from '@/components/ui/toast-store'
import { paths } from '@/lib/paths'
import { type Reactable, type ReactionKind, reactionKinds, signs } from '../signs'
import { useComments } from './comment-context'
import type { ReactionRow } from './reaction-rows'
import { pickFor, react, settleReactions, subscribeToReactions, wishesOn } from './reaction-store'
import { tendForm } from './tend-form'

type ReactionsProps = { on: Reactable; rows?: ReactionRow[] | undefined }

/** The signs on an annotation or comment, one's own marked, and the button that offers more. */
export function Reactions({ on, rows }: ReactionsProps) {
  const { mayComment, texts } = useComments()
  const toggle = useReact(on)
  const shown = useShown(on, rows)
  const add = mayComment && (
    <button
      type="button"
      className="reaction-add"
      aria-label={texts.react}
      title={texts.react}
      aria-haspopup="true"
      onClick={({ currentTarget }) => pickFor({ on, at: currentTarget })}
    />
  )
  if (shown.length === 0) return add
  return (
    <p className="reactions">
      {shown.map(({ kind, who, mine }) => {
        const names = [...who, ...(mine ? [texts.you] : [])]
        const label = `${texts[kind]}: ${names.join(texts.between)}`
        const sign = `${signs[kind]} ${names.length}`
        return mayComment ? (
          <button
            key={kind}
            type="submit"
            form={tendForm}
            name="act"
            value={`${mine ? 'unreact' : 'react'}:${kind}:${on.type}:${on.id}`}
            className="reaction"
            aria-pressed={mine}
            aria-label={label}
            onClick={(event) => {
              event.preventDefault()
              toggle(kind, !mine)
            }}
          >
            {sign}
          </button>
        ) : (
          <span key={kind} className="reaction" role="img" aria-label={label}>
            {sign}
          </span>
        )
      })}
      {add}
    </p>
  )
}

type Shown = { kind: ReactionKind; who: string[]; mine: boolean }

/** The signs as the reader wants them to be. */
function useShown(on: Reactable, rows: ReactionRow[] = none): Shown[] {
  const wishes = useSyncExternalStore(
    subscribeToReactions,
    () => wishesOn(on, reactionKinds),
    () => '',
  )
  const { type, id } = on
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are a page drawn anew
  useEffect(() => settleReactions({ type, id }, reactionKinds), [rows, type, id])
  return reactionKinds.flatMap((kind) => {
    const row = rows.find((one) => one.kind === kind)
    const wish = wishes.includes(`${kind}+`) || (!wishes.includes(`${kind}-`) && row?.mine)
    const who = row?.who ?? []
    return who.length > 0 || wish ? [{ kind, who, mine: wish === true }] : []
  })
}

const none: ReactionRow[] = []

/** Puts a sign or takes it away: shown at once, and as it was if it cannot be saved. */
export function useReact(on: Reactable) {
  const { team, me, texts } = useComments()
  return (kind: ReactionKind, wanted: boolean) => {
    const failed = () => showToast({ message: texts.reactionLost })
    void react(on, kind, wanted, { url: paths.reactionApi(team, on, kind), userId: me.id, failed })
  }
}
