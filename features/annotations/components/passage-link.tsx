import { shortId } from '@/lib/ids'
import type { CardRow, CardsShared } from './card-rows'
import type { PassageRow } from './passage-rows'

type LinkProps = { it: CardRow; passage: PassageRow; shared: CardsShared }

/** The words that an annotation is about, and the way to where they stand. */
export function PassageLink({ it, passage, shared: { here, words } }: LinkProps) {
  const { quote, target, lost } = passage
  const opened = new URLSearchParams(here.split('?')[1])
  opened.set('view', 'transcript')
  opened.set('passage', shortId(it.id))
  const href = target === 'transcript' ? `?${opened}#transcript` : `#${target}`
  return (
    <p className="note-passage">
      {lost ? (
        <>
          “{quote}” <small>{words.onChangedText}</small>
        </>
      ) : (
        <a href={href} data-passage={it.id}>
          “{quote}”
        </a>
      )}
    </p>
  )
}
