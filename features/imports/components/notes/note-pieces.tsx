import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { annotationKinds } from '@/features/annotations/schema'
import { sentenceCount } from '../../notes/pieces'
import type { PlannedPiece, PlannedSection } from '../../notes/plan'

type PiecesProps = {
  section: PlannedSection
  from: number
  pieces: PlannedPiece[]
  place: (line: number) => { line: number }
  /** What can be said of the section besides */
  children: ReactNode
}

/** The pieces of a section, folded up, each with its kind and for whom it is. */
export async function NotePieces({ section, from, pieces, place, children }: PiecesProps) {
  const t = await getTranslations('imports.notes')
  const kindOf = await getTranslations('annotations.kinds')
  const kinds = annotationKinds.flatMap((kind) => {
    const count = pieces.filter((one) => one.kind === kind && !one.out && !one.there).length
    return count > 0 ? [`${kindOf(kind)} ${count}`] : []
  })
  const { length } = section.pieces
  const range = { from: from + 1, to: from + pieces.length, count: length }
  return (
    <details className="mt-3" open={from > 0}>
      <summary className="cursor-pointer text-sm">
        <span className="font-semibold">
          {pieces.length < length ? t('piecesRange', range) : t('pieces', { count: length })}
        </span>
        <span className="text-ink-2"> {kinds.join(' · ')}</span>
      </summary>
      {children}
      <ol className="rows mt-2">
        {pieces.map((piece) => (
          <Piece key={piece.key} piece={{ ...piece, ...place(piece.line) }} />
        ))}
      </ol>
    </details>
  )
}

async function Piece({ piece }: { piece: PlannedPiece }) {
  const t = await getTranslations('imports.notes')
  const { body, sign, answer, speaker, line, out, there } = piece
  return (
    <li className="grid gap-2 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className={`grid min-w-0 content-start gap-1 text-sm ${out ? 'text-ink-3' : ''}`}>
        <p className="line-clamp-6 whitespace-pre-wrap break-words">
          {body || <span className="text-ink-3">{sign || t('wordless')}</span>}
        </p>
        {answer && (
          <p className="line-clamp-6 whitespace-pre-wrap break-words text-ink-2">
            {t('answer', { answer })}
          </p>
        )}
        <p className="text-xs text-ink-3">
          {[t('line', { line }), speaker && t('said', { speaker })].filter(Boolean).join(' · ')}
        </p>
      </div>
      {there ? (
        <div>
          <Badge>{t('there')}</Badge>
        </div>
      ) : (
        <PieceFields piece={piece} />
      )}
    </li>
  )
}

async function PieceFields({ piece }: { piece: PlannedPiece }) {
  const t = await getTranslations('imports.notes')
  const kindOf = await getTranslations('annotations.kinds')
  const { key, kind, left, chosenAudience, line } = piece
  const sentences = sentenceCount(piece)
  return (
    <div className="grid grid-cols-2 content-start gap-2 sm:w-80">
      <select
        name={`kind.${key}`}
        className="control"
        aria-label={t('kindOf', { line })}
        defaultValue={left ? 'leave' : kind}
      >
        {annotationKinds.map((one) => (
          <option key={one} value={one}>
            {kindOf(one)}
          </option>
        ))}
        {sentences > 1 && <option value="split">{t('split', { count: sentences })}</option>}
        {key.split('.').length > 2 && <option value="join">{t('join')}</option>}
        <option value="leave">{t('leave')}</option>
      </select>
      <select
        name={`for.${key}`}
        className="control"
        aria-label={t('forOf', { line })}
        defaultValue={chosenAudience ?? ''}
      >
        <option value="">{t('audience.section')}</option>
        <option value="team">{t('audience.team')}</option>
        <option value="me">{t('audience.me')}</option>
      </select>
    </div>
  )
}
