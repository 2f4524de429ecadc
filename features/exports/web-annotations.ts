import type { AnnotationKind } from '@/prisma/generated/client'
import type { ExportedAnnotation, ExportedSession } from './queries'

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

type Addresses = {
  sessionAt: (session: ExportedSession) => string
  annotationAt: (session: ExportedSession, annotation: ExportedAnnotation) => string
  photoAt: (photo: { id: string }) => string
}

/**
 * The notes of talks as a collection of the Web Annotation Data Model (W3C Recommendation, 2017) in
 * JSON-LD, with one page that holds all. Passages are text quote and text position selectors on the
 * talk's page, moments media fragments (`t=12.5,20`) of the recording. What the model has no word for
 * (kind, audience, answer, owner) stands under `hallway:`.
 */
export function webAnnotations(
  id: string,
  label: string,
  talks: { session: ExportedSession; annotations: ExportedAnnotation[] }[],
  addresses: Addresses,
) {
  const items = talks.flatMap(({ session, annotations }) =>
    annotations.map((it) => webAnnotation(session, it, addresses)),
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

function webAnnotation(session: ExportedSession, it: ExportedAnnotation, at: Addresses) {
  const bodies = [
    { ...textual(it.source), purpose: motivations[it.kind] },
    ...(it.answer
      ? [{ ...textual(it.answer.source), purpose: 'replying', creator: person(it.answer.by) }]
      : []),
    ...it.photos.map((photo) => ({ id: at.photoAt(photo), type: 'Image', format: 'image/webp' })),
  ]
  return {
    id: at.annotationAt(session, it),
    type: 'Annotation',
    motivation: motivations[it.kind],
    creator: person(it.author),
    created: instant(it.createdAt),
    modified: instant(it.updatedAt),
    body: bodies,
    target: targetsOf(session, it, at.sessionAt(session)),
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

function targetsOf(session: ExportedSession, it: ExportedAnnotation, source: string) {
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
      source: session.recordingUrl ?? source,
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
