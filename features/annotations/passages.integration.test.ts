import { beforeEach, expect, test } from 'vitest'
import type { Passage } from '@/features/sessions/passage'
import { attachTranscriptInput } from '@/features/sessions/schema'
import { attachTranscript } from '@/features/sessions/transcripts'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createSession, createTeam } from '@/prisma/factories'
import { passagesIn } from './components/passage-rows'
import { writeAnnotation } from './mutations'
import { getAnnotations, getTeamPeople } from './queries'
import { writeAnnotationInput } from './schema'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let session: { id: string; slug: string }

const abstract = '隔离是不够的。\n\nThree mechanisms carry the weight of it, 👩‍🚀 says.'
const talk = 'WEBVTT\n\n00:12.000 --> 00:14.000\nWe sandbox every tenant.\n'

beforeEach(async () => {
  cast = await createTeam()
  session = await createSession(cast.team.id)
  const where = { teamId_id: { teamId: cast.team.id, id: session.id } }
  await db.session.update({ where, data: { abstractPlain: abstract } })
  const input = { session: session.id, text: talk }
  await attachTranscript(cast.editor, attachTranscriptInput.parse(input))
})

const chosen = (exact: string, given: object = {}) => ({
  ...{ target: 'abstract', exact, prefix: '', suffix: '', start: 0, end: exact.length },
  ...given,
})
const input = (passage: unknown, given: object = {}) =>
  writeAnnotationInput.parse({
    ...{ id: newId(), session: session.id, text: 'So it is', audience: 'team' },
    passage: JSON.stringify(passage),
    ...given,
  })
const stored = async (id: string) => {
  const where = { teamId_id: { teamId: cast.team.id, id } }
  return (await db.annotation.findUniqueOrThrow({ where })).passage as Passage | null
}
const seen = async (member: Member) => {
  const people = await getTeamPeople(member, session.id)
  const texts = { abstract, transcript: 'We sandbox every tenant.' }
  return passagesIn(people, texts, { team: cast.team.slug, on: session }).map(({ exact }) => exact)
}

test('what is stored is what the text says, whatever the browser sent', async () => {
  // Another white space, half of an astronaut, and a position of nowhere
  const loose = input(chosen('carry\n\nthe   weight of it, \ud83d', { start: 900, end: 901 }))
  const { id } = await writeAnnotation(cast.editor, loose)
  expect(await stored(id)).toMatchObject({
    target: 'abstract',
    exact: 'carry the weight of it,',
    prefix: '隔离是不够的。\n\nThree mechanisms ',
    suffix: ' 👩‍🚀 says.',
    start: abstract.indexOf('carry'),
  })
  expect((await writeAnnotation(cast.editor, loose)).created).toBe(false)
  const { passage: _, ...without } = loose
  await expect(writeAnnotation(cast.editor, { ...without, passage: null })).rejects.toMatchObject({
    code: 'CONFLICT',
  })

  const one = input(chosen('离', { start: 1, prefix: '隔', suffix: '是不够' }))
  await writeAnnotation(cast.editor, one)
  expect(await stored(one.id)).toMatchObject({ exact: '离', start: 1, end: 2 })

  const gone = input(chosen('Words that nobody wrote there'))
  await writeAnnotation(cast.editor, gone)
  expect(await stored(gone.id)).toMatchObject({
    exact: 'Words that nobody wrote there',
    lost: true,
  })
  const [first] = (await getAnnotations(cast.viewer, session.id)).annotations
  expect(first?.passage?.exact).toBe('carry the weight of it,')
})

test('words that were said bring their moment', async () => {
  const said = input(chosen('every tenant', { target: 'transcript', fromMs: 12_000 }))
  await writeAnnotation(cast.editor, said)
  const typed = input(chosen('tenant', { target: 'transcript', fromMs: 12_000 }), {
    text: '0:30 later',
  })
  await writeAnnotation(cast.editor, typed)
  const { annotations } = await getAnnotations(cast.viewer, session.id)
  expect(annotations.map(({ fromMs }) => fromMs)).toEqual([12_000, 30_000])
})

test('passages of only-me annotations are marked for their author alone', async () => {
  await writeAnnotation(cast.editor, input(chosen('Three mechanisms')))
  const secret = input(chosen('every tenant', { target: 'transcript' }), { audience: 'me' })
  await writeAnnotation(cast.editor, secret)
  expect(await seen(cast.editor)).toEqual(['Three mechanisms', 'every tenant'])
  const other = await createTeam({ name: 'Another team' })
  for (const who of [cast.viewer, cast.commenter, cast.owner]) {
    expect(await seen(who)).toEqual(['Three mechanisms'])
  }
  expect(await seen(other.owner)).toEqual([])
})

test('shapes that are no passage, and words without end, are refused', () => {
  const refused = [
    ...['{', '"x"', '[]', '{}', JSON.stringify(chosen('x'.repeat(2_001)))],
    ...[chosen(' '), chosen('\0'), chosen('a', { target: 'slides' }), chosen('a', { start: -1 })],
  ]
  for (const passage of refused) {
    const given = { id: newId(), session: session.id, text: 'x', audience: 'team', passage }
    expect(writeAnnotationInput.safeParse(given).success, JSON.stringify(passage)).toBe(false)
  }
})
