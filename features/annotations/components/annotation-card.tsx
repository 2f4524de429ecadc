import type { ReactNode } from 'react'
import { avatarMark } from '@/components/ui/avatar'
import { Drawn } from '@/components/ui/drawn'
import { type Html, html, sanitised } from '@/components/ui/html'
import { shortId } from '@/lib/ids'
import { showMoment } from '../moment'
import { cardActions, formLink, historyLink, itsId, summaryLink, tick } from './card-actions'
import type { CardRow, CardsShared } from './card-rows'
import { passageLink } from './passage-link'
import { photos } from './photo-figure'

type CardProps = {
  it: CardRow
  shared: CardsShared
  /** What hangs below it: a form, the thread */
  children?: ReactNode
}

/**
 * One annotation. A page shows forty, so that it is drawn as markup: nothing in it has a state of its
 * own, its forms are elsewhere on the page, and what script does with it hears of events higher up.
 */
export function AnnotationCard({ it, shared, children }: CardProps) {
  return (
    <article
      className={it.closed ? 'note note-closed' : 'note'}
      id={`annotation-${shortId(it.id)}`}
      tabIndex={-1}
      data-can={it.can?.join(' ') ?? ''}
    >
      <Drawn html={card(it, shared)} />
      {children}
    </article>
  )
}

function card(it: CardRow, shared: CardsShared): Html {
  const { words, kinds, names } = shared
  const id = shortId(it.id)
  const moment = showMoment(it.fromMs, it.toMs)
  const author = { id: it.by, name: names[it.by] ?? words.someone }
  const href = `${shared.original?.replace(itsId, id) ?? ''}#annotation-${id}`
  return html`<a class="note-moment${moment ? '' : ' note-timeless'}" href="${href}"
      title="${words.permalink}"${it.fromMs !== null && html` data-from-ms="${it.fromMs}"`}
      >${it.live && '≈'}${moment || '#'}</a>
    <p class="note-head">${avatarMark(author)}<span>${author.name}</span>
      <span class="badge kind-${it.kind}">${kinds[it.kind]}</span>
      ${it.slide && slideLink(it.slide)}
      ${it.facts !== '' && html`<span class="note-facts">${it.facts}</span>`}
      ${it.past && historyLink(id, shared)}${it.promoted && summaryLink(id, shared)}
      ${cardActions(it, id, shared)}</p>
    ${it.photos && photos(it.photos, it, shared)}
    ${it.passage && passageLink(it.passage, it, shared)}
    ${body(it, id, shared)}
    ${
      it.answer &&
      html`<div class="note-answer"><b>${(it.answer.by && names[it.answer.by]) || words.someone}</b>
        ${said(it.answer)}</div>`
    }`
}

function body(it: CardRow, id: string, { words, forms }: CardsShared): Html | null {
  const wordless = it.kind === 'gap' ? words.missed : words.noPhoto
  const slot = it.kind === 'gap' || it.kind === 'photo'
  const pictured = it.photos?.some(({ gone }) => !gone) ?? false
  if (slot && !it.closed && !pictured) {
    const look = 'button button-secondary'
    const fill = it.kind === 'gap' ? words.fillGap : words.fillPhoto
    return html`<div class="slot note-slot">${said(it, wordless)}
      ${it.can?.includes('attach') && formLink('attach', id, forms, words.addPhoto, { look })}
      ${it.can?.includes('fill') && formLink('fill', id, forms, fill, { look })}</div>`
  }
  if (it.kind === 'follow_up') {
    return html`<div class="note-task">${tick(it, words)}${said(it)}</div>`
  }
  return said(it, pictured ? null : wordless, it.kind === 'quote')
}

function slideLink({ label, href }: { label: string; href?: string }): Html {
  if (!href) return html`<span class="note-facts">${label}</span>`
  return html`<a class="note-facts note-slide-link" href="${href}" target="_blank"
    rel="noopener noreferrer">${label}</a>`
}

type Said = { html: string; typed?: string }

function said({ html: words, typed }: Said, otherwise: string | null = '', quoted = false) {
  if (typed) return html`<p class="note-typed">${typed}</p>`
  if (words === '' && otherwise === null) return null
  if (words === '') return html`<p class="note-wordless">${otherwise}</p>`
  return html`<div class="prose${quoted && ' note-quote'}">${sanitised(words)}</div>`
}
