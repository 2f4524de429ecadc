import type { AnnotationKind } from '@/prisma/generated/client'
import type { ExportedAnnotation, ExportedComment } from './queries'

// Why an annotation was made, in the terms of the vocabulary (section 3.3.5 of the model)
const motivations: Record<AnnotationKind, string> = {
  takeaway: 'commenting',
  quote: 'highlighting',
  question: 'questioning',
  follow_up: 'assessing',
  decision: 'assessing',
  link: 'linking',
  photo: 'describing',
  gap: 'editing',
}

/** What annotations stand on: its address, that of its recording, those of the annotations. */
export type Annotated = {
  source: string
  recordingUrl: string | null
  annotationAt: (annotation: ExportedAnnotation) => string
  commentAt: (on: ExportedAnnotation, comment: ExportedComment) => string
  annotations: ExportedAnnotation[]
}

type PhotoAt = (photo: { id: string }) => string

/**
 * The notes on talks and articles as a collection of the Web Annotation Data Model (W3C Recommendation, 2017) in
 * JSON-LD, with one page that holds all. Passages are text quote and text position selectors on the
 * talk's page or the article, moments media fragments (`t=12.5,20`) of the recording. Comments are annotations, too,
 * that reply: to what they are on, or to the one that opened their thread. What the model has no word for
 * (kind, audience, answer, owner) stands under `hallway:`.
 */
export function webAnnotations(id: string, label: string, places: Annotated[], photoAt: PhotoAt) {
  const items = places.flatMap((place) =>
    place.annotations.flatMap((it) => [webAnnotation(place, it, photoAt), ...replies(place, it)]),
  )
  return {
    '@context': ['http://www.w3.org/ns/anno.jsonld', { hallway: 'https://hallway.invalid/terms#' }],
    id,
    type: 'AnnotationCollection',
    label,
    total: items.length,
    first: { id: `${id}#all`, type: 'AnnotationPage', startIndex: 0, items },
  }
}

function webAnnotation(place: Annotated, it: ExportedAnnotation, photoAt: PhotoAt) {
  const bodies = [
    { ...textual(it.source), purpose: motivations[it.kind] },
    ...(it.answer
      ? [{ ...textual(it.answer.source), purpose: 'replying', creator: person(it.answer.by) }]
      : []),
    ...it.photos.map((photo) => ({ id: photoAt(photo), type: 'Image', format: 'image/webp' })),
  ]
  return {
    id: place.annotationAt(it),
    type: 'Annotation',
    motivation: motivations[it.kind],
    creator: person(it.author),
    created: instant(it.createdAt),
    modified: instant(it.updatedAt),
    body: bodies,
    target: targetsOf(place, it),
    'hallway:kind': it.kind,
    'hallway:audience': it.audience,
    'hallway:began': instant(it.startedAt),
    ...(it.speaker && { 'hallway:speaker': it.speaker }),
    ...(it.slide !== null && { 'hallway:slide': it.slide }),
    ...(it.owner && { 'hallway:owner': it.owner }),
    ...(it.dueOn && { 'hallway:due': it.dueOn }),
    ...(it.closed && { 'hallway:closed': true }),
  }
}

function replies(place: Annotated, on: ExportedAnnotation) {
  let opening = ''
  return on.comments.map((comment) => {
    const id = place.commentAt(on, comment)
    if (!comment.reply) opening = id
    return {
      id,
      type: 'Annotation',
      motivation: 'replying',
      creator: person(comment.author),
      created: instant(comment.at),
      body: { ...textual(comment.source), purpose: 'replying' },
      target: comment.reply ? opening : place.annotationAt(on),
      'hallway:audience': on.audience,
      ...(comment.resolved && { 'hallway:resolved': true }),
    }
  })
}

function targetsOf({ source, recordingUrl }: Annotated, it: ExportedAnnotation) {
  const targets: object[] = []
  if (it.passage) {
    const { exact, prefix, suffix, start, end } = it.passage
    const selector = [
      { type: 'TextQuoteSelector', exact, prefix, suffix },
      { type: 'TextPositionSelector', start, end },
    ]
    targets.push({ source, selector, 'hallway:text': it.passage.target })
  }
  if (it.fromMs !== null) {
    const seconds = [it.fromMs, it.toMs].flatMap((ms) => (ms === null ? [] : [ms / 1000]))
    targets.push({
      source: recordingUrl ?? source,
      selector: {
        type: 'FragmentSelector',
        conformsTo: 'http://www.w3.org/TR/media-frags/',
        value: `t=${seconds.join(',')}`,
      },
    })
  }
  return targets.length > 0 ? targets : source
}

function textual(value: string) {
  return { type: 'TextualBody', value, format: 'text/markdown' }
}

function person(name: string) {
  return { type: 'Person', name }
}

function instant(at: string): string {
  return new Date(at).toISOString()
}
