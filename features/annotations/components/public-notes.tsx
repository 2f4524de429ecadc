import { getTranslations } from 'next-intl/server'
import { KindBadge } from '@/components/ui/badge'
import { paths } from '@/lib/paths'
import { showMoment } from '../moment'
import type { PublicNote } from '../public'

type PublicNotesProps = {
  notes: PublicNote[]
  /** The share's, below whose address the pictures are served */
  token: string
}

/** The public annotations of a session as a stranger reads them: no script, no way into the team. */
export async function PublicNotes({ notes, token }: PublicNotesProps) {
  const t = await getTranslations('annotations')
  return (
    <ol className="public-notes">
      {notes.map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, and a stranger gets no ids
        <li key={index}>
          <p className="shared-facts">
            <KindBadge kind={note.kind}>{t(`kinds.${note.kind}`)}</KindBadge>{' '}
            {[
              showMoment(note.fromMs, note.toMs),
              note.slide !== null && t('onSlide', { slide: note.slide }),
              note.speaker,
              note.author && t('publicBy', { name: note.author }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {note.quote && <blockquote className="public-quote">{note.quote}</blockquote>}
          {note.photos && (
            <div className="note-photos">
              {note.photos.map(({ id, width, height }) => (
                <a key={id} href={paths.sharedPhoto(token, id, 'large')} className="public-photo">
                  {/* biome-ignore lint/performance/noImgElement: in the right size, from us */}
                  <img
                    src={paths.sharedPhoto(token, id, 'small')}
                    alt={t('kinds.photo')}
                    {...{ width, height }}
                    loading="lazy"
                  />
                </a>
              ))}
            </div>
          )}
          <Words
            html={note.html}
            otherwise={note.photos ? null : wordless(note.kind)}
            quoted={note.kind === 'quote'}
          />
          {note.answer && <Words html={note.answer} />}
        </li>
      ))}
    </ol>
  )

  function wordless(kind: PublicNote['kind']) {
    return kind === 'gap' ? t('missed') : t('noPhoto')
  }
}

type WordsProps = { html: string; otherwise?: string | null; quoted?: boolean }

function Words({ html, otherwise = null, quoted = false }: WordsProps) {
  if (html === '') return otherwise && <p className="shared-facts">{otherwise}</p>
  const look = quoted ? 'prose public-quote' : 'prose'
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written
  return <div className={look} dangerouslySetInnerHTML={{ __html: html }} />
}
