import { difference } from '../difference'

export type DifferenceWords = { added: string; removed: string }

type DifferenceProps = { before: string; after: string; words: DifferenceWords }

/**
 * Two versions of a text as one. What was added is underlined and what was removed struck through,
 * so that colour is not needed; screen readers are told in words, since most pass over ins and del.
 */
export function Difference({ before, after, words }: DifferenceProps) {
  return (
    <div className="difference">
      {difference(before, after).map(({ change, text }, index) => {
        // The parts of one difference have no other identity than their place
        const key = `${index}`
        if (change === 'same') return <span key={key}>{text}</span>
        const Change = change === 'added' ? 'ins' : 'del'
        return (
          <Change key={key}>
            <span className="sr-only"> [{words[change]}] </span>
            {text}
          </Change>
        )
      })}
    </div>
  )
}
