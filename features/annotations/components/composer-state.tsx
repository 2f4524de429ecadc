import { useOutbox } from '@/components/outbox/use-outbox'

export type ComposerTexts = Record<
  | 'keptHere'
  | 'notKeptHere'
  | 'saving'
  | 'saved'
  | 'show'
  | 'waits'
  | 'waitsUnkept'
  | 'signIn'
  | 'refused'
  | 'keyWrite'
  | 'keySave'
  | 'keyMoment',
  string
>

/** Whether the words being written are kept on this device; null when there are none. */
export type Kept = boolean | null

type StateProps = {
  kept: Kept
  /** What was saved last from here */
  last: { id: string; kept: boolean } | null
  /** Why the words that are in the composer again were refused */
  wrong: string
  signIn: string
  texts: ComposerTexts
}

/** The truth about what was written here: kept on the device, on its way, saved, or why not. */
export function ComposerState({ kept, last, wrong, signIn, texts }: StateProps) {
  const { waiting, confirmed } = useOutbox()
  const sent = waiting.find(({ id }) => id === last?.id)
  const login = waiting.find(({ stopped }) => stopped?.because === 'login')?.stopped
  const url = last && confirmed.get(last.id)?.url
  return (
    <p className="composer-state" role="status">
      {wrong ? (
        <strong>
          {texts.refused} {wrong}
        </strong>
      ) : login ? (
        <strong>
          {texts.waits} {login.why}
        </strong>
      ) : sent?.stopped?.because === 'network' ? (
        <strong>{last?.kept ? texts.waits : texts.waitsUnkept}</strong>
      ) : kept !== null ? (
        kept ? (
          texts.keptHere
        ) : (
          texts.notKeptHere
        )
      ) : sent ? (
        texts.saving
      ) : last && confirmed.has(last.id) ? (
        texts.saved
      ) : null}
      {!wrong && !login && !sent && kept === null && url && (
        <a className="text-link" data-nav="plain" href={url}>
          {texts.show}
        </a>
      )}
      {login && (
        <a className="text-link" href={signIn} target="_blank" rel="noreferrer">
          {texts.signIn}
        </a>
      )}
    </p>
  )
}
