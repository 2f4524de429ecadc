'use client'

import { Avatar } from '@/components/ui/avatar'
import { KindBadge } from '@/components/ui/badge'
import { PendingLink } from '@/components/ui/pending-link'
import type { AnnotationKind } from '@/prisma/generated/client'

/** An annotation, or a comment, as it is shown away from its talk: plain data, since a page has forty. */
export type MentioningRow = {
  id: string
  author: { id: string; name: string }
  /** Of an annotation */
  kind?: AnnotationKind
  label?: string
  facts: string
  html: string
  answer?: string
  /** When and where: `12:34 · A talk` */
  place: string
  href: string
}

export function MentioningRows({ rows }: { rows: MentioningRow[] }) {
  return rows.map(({ id, author, kind, label, facts, html, answer, place, href }) => (
    <article key={id} className="note note-elsewhere">
      <p className="note-head">
        <Avatar person={author} />
        <span>{author.name}</span>
        {kind && <KindBadge kind={kind}>{label}</KindBadge>}
        <span className="note-facts">{facts}</span>
      </p>
      <Words html={html} quoted={kind === 'quote'} />
      {answer && (
        <div className="note-answer">
          <Words html={answer} />
        </div>
      )}
      <p className="note-place">
        <PendingLink href={href}>{place}</PendingLink>
      </p>
    </article>
  ))
}

function Words({ html, quoted = false }: { html: string; quoted?: boolean }) {
  return (
    <div
      className={quoted ? 'prose note-quote' : 'prose'}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was written
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
