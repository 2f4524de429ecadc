import type { AnnotationKind } from '@/prisma/generated/client'
import { kindOfSentence, sentencesOf } from '../formats/note-sentences'
import type { StagedPiece } from '../formats/staged-notes'

/** How a piece of notes becomes an annotation, and what a person may choose otherwise. Pure. */

/** A kind, or `leave`: not to come, or `split`: each sentence by itself. */
export type PieceChoice = AnnotationKind | 'leave' | 'split'

/** What a person has chosen otherwise than proposed; stored with the import. */
export type Choices = {
  /** By the place of the section, from 0: `own`, `leave`, or the id of a session */
  sections: Record<string, { to?: string; audience?: 'me' | 'team' }>
  /** By the key of the piece */
  pieces: Record<string, { kind?: PieceChoice; audience?: 'me' | 'team' }>
  /** By the line of a day's heading, `YYYY-MM-DD` */
  days: Record<string, string>
}

export const nothingChosen: Choices = { sections: {}, pieces: {}, days: {} }

export type Shown = {
  /** Section and place in it, such as `3.5`; of a sentence `3.5.1` */
  key: string
  kind: AnnotationKind
  /** As the notes themselves say */
  proposed: AnnotationKind
  audience: 'me' | 'team'
  /** Where a person has said it of this piece alone */
  chosenAudience: 'me' | 'team' | null
  /** Markdown */
  body: string
  /** What told the kind of a piece that has no other words */
  sign: string
  /** Of a question; empty for none */
  answer: string
  speaker: string
  /** A follow-up that was ticked off */
  done: boolean
  /** A picture's address or path, as it was written */
  image: string
  /** Where it lies in the archive that brought it; empty when it did not come along */
  picture: string
  /** Of a link that stands alone */
  address: string
  line: number
  /** Left out by a person */
  left: boolean
  /** What was read; of a piece that is cut into its sentences, one of them */
  read: StagedPiece
  cut: boolean
}

type Placed = { pieces: StagedPiece[]; at: number; audience: 'me' | 'team'; title: string }

/** The pieces of a section as they are chosen to be: tens of thousands for a page, so in plain steps. */
export function piecesOf(placed: Placed, choices: Choices): Shown[] {
  const shown: Shown[] = []
  for (const [index, piece] of placed.pieces.entries()) {
    const key = `${placed.at}.${index}`
    const sentences = choices.pieces[key]?.kind === 'split' ? cut(piece) : []
    if (sentences.length < 2) shown.push(showPiece(key, piece, false, placed, choices))
    else {
      for (const [part, text] of sentences.entries()) {
        const one: StagedPiece = { kind: kindOfSentence(text), text, line: piece.line }
        shown.push(showPiece(`${key}.${part}`, one, true, placed, choices))
      }
    }
  }
  return shown
}

function showPiece(
  key: string,
  read: StagedPiece,
  isCut: boolean,
  { audience, title }: Placed,
  choices: Choices,
): Shown {
  const choice = choices.pieces[key]
  const left = choice?.kind === 'leave'
  const wanted =
    !choice?.kind || choice.kind === 'leave' || choice.kind === 'split' ? read.kind : choice.kind
  const { kind, body } = settle(read, wanted, title)
  const said = kind === 'quote' || kind === 'question'
  return {
    key,
    kind,
    proposed: read.kind,
    audience: choice?.audience ?? audience,
    chosenAudience: choice?.audience ?? null,
    body,
    sign: body ? '' : (read.mark ?? ''),
    answer: kind === 'question' ? (read.answer ?? '') : '',
    speaker: said ? (read.speaker ?? '').slice(0, 200) : '',
    done: kind === 'follow_up' && read.done === true,
    image: read.image ?? '',
    picture: read.picture ?? '',
    address: read.address ?? '',
    line: read.line,
    left,
    read,
    cut: isCut,
  }
}

/** Other forms in which the words of a piece may have come before. */
export function otherTexts({ read, body }: Shown, title: string): string[] {
  const ways = new Set([read.text, wholeText(read), settle(read, read.kind, title).body])
  return [...ways].filter((text) => text !== body && text !== '')
}

/** How many sentences a piece could be cut into. */
export function sentenceCount(piece: Pick<Shown, 'read' | 'cut'>): number {
  return piece.cut ? 1 : cut(piece.read).length
}

/** The sentences of plain words; one for what is more than words. */
function cut({ kind, text, answer, image }: StagedPiece): string[] {
  if (answer || image || kind === 'link' || kind === 'quote' || text.includes('```')) return [text]
  return sentencesOf(text)
    .map((one) => one.trim())
    .filter((one) => /[\p{L}\p{N}]/u.test(one))
}

const joined = (parts: (string | undefined)[], by: string) => parts.filter(Boolean).join(by)

/** All of its words, with the signs that a kind says by itself. */
function wholeText({
  mark,
  text,
  answer,
  answerMark,
  speaker,
  image,
  picture: here,
}: StagedPiece): string {
  if (here) return text
  if (image) return elsewhere({ image, text })
  const asked = joined([mark, text], ' ')
  const answered = answer && joined([answerMark, answer], ' ')
  return joined([asked, answered, speaker && `— ${speaker}`], '\n\n')
}

/** The text of a piece for a kind. Where another kind has no place for a part of it, the text has. */
function settle(
  piece: StagedPiece,
  kind: AnnotationKind,
  title: string,
): { kind: AnnotationKind; body: string } {
  const { text, image, topic, mark } = piece
  const own = kind === piece.kind
  const body = own && !image ? text : wholeText(piece)
  if (kind === 'link' && own) return { kind, body: joined([text, tagOf(topic)], '\n\n') }
  if (body || kind === 'photo' || kind === 'gap') return { kind, body }
  // Only these two may be without words
  return mark || title ? { kind, body: mark || title } : { kind: 'gap', body }
}

const tagOf = (topic = '') => {
  const tag = topic.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')
  return /\p{L}/u.test(tag) ? `#${tag}` : ''
}

/** A picture that is not here, as words that keep where it was. */
function elsewhere({ image, text }: { image: string; text: string }): string {
  if (!/^https?:\/\//i.test(image)) return joined([text, `\`${image.replaceAll('`', '')}\``], ' ')
  const alt = text.replace(/[[\]\\]/g, '\\$&')
  return `![${alt}](<${image.replace(/[<>\s]/g, encodeURIComponent)}>)`
}
