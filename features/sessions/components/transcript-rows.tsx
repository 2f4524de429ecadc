'use client'

/** A paragraph of a transcript as plain data, since an hour has more than a hundred of them. */
export type TranscriptRow = {
  text: string
  ms?: number
  /** The moment in words, such as `12:34` */
  at?: string
  speaker?: string
  /** Annotated passages that begin in it, and where the first annotation stands */
  marks?: { count: number; href: string; title: string }
}

type RowsProps = { rows: TranscriptRow[]; lang: string; label: string }

/** What was said. Only what is inside `data-said` counts for passages and is searched. */
export function TranscriptRows({ rows, lang, label }: RowsProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so has to be reached by key
    <section className="transcript-text" aria-label={label} tabIndex={0} data-passages="transcript">
      {rows.map(({ text, ms, at, speaker, marks }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of one text have no other name
        <p key={i} id={ms === undefined ? undefined : `t${ms}`} data-from-ms={ms}>
          {at && (
            <a className="transcript-at" href={`#t${ms}`}>
              {at}
            </a>
          )}
          {speaker && <b>{speaker} </b>}
          <span data-said="" lang={lang || undefined}>
            {text}
          </span>
          {marks && (
            <a className="passage-count" href={marks.href} title={marks.title}>
              {marks.count}
            </a>
          )}
        </p>
      ))}
    </section>
  )
}
