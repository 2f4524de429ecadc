import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId, shortId } from '@/lib/ids'
import { readAny } from './read-any'

const read = async (value: unknown) => {
  const result = await readAny(new TextEncoder().encode(JSON.stringify(value)))
  if (!result.ok) return result.code
  return 'annotations' in result ? result.annotations : 'something else'
}
const notes = async (value: unknown) => {
  const found = await read(value)
  return typeof found === 'string' ? found : found.notes
}
const annotation = (given: object) => ({
  type: 'Annotation',
  target: 'https://a.example/1',
  ...given,
})

const session = newId()
const source = `https://other.example/t/team/sessions/a-talk-${shortId(session)}`

test('a collection as we write it', async () => {
  const id = newId()
  const item = annotation({
    id: `${source}?at=x#annotation-${shortId(id)}`,
    motivation: 'highlighting',
    creator: { type: 'Person', name: 'Edda' },
    created: '2026-11-14T09:00:00.000Z',
    body: [
      { type: 'TextualBody', value: 'Boring *is* a feature', format: 'text/markdown' },
      { type: 'TextualBody', value: 'Yes\nindeed', purpose: 'replying', creator: { name: 'Olga' } },
      { id: 'https://other.example/p.webp', type: 'Image', format: 'image/webp' },
    ],
    target: [
      {
        source,
        'hallway:text': 'transcript',
        selector: [
          { type: 'TextQuoteSelector', exact: 'boring', prefix: 'is ', suffix: ' and' },
          { type: 'TextPositionSelector', start: 10, end: 16 },
        ],
      },
      {
        source: 'https://video.example/1',
        selector: { type: 'FragmentSelector', value: 't=12.5,20' },
      },
    ],
    'hallway:kind': 'quote',
    'hallway:audience': 'me',
    'hallway:speaker': 'Ines',
    'hallway:slide': 7,
  })
  const file = { type: 'AnnotationCollection', first: { type: 'AnnotationPage', items: [item] } }
  expect(await notes(file)).toEqual([
    {
      sources: [source, 'https://video.example/1'],
      own: { session, annotation: id },
      ...{ title: '', kind: 'quote', onlyMe: true, author: 'Edda', speaker: 'Ines', slide: 7 },
      body: 'Boring *is* a feature\n\n> Olga: Yes\n> indeed',
      images: ['https://other.example/p.webp'],
      replies: [],
      ...{ fromMs: 12_500, toMs: 20_000, due: null, began: '2026-11-14T09:00:00.000Z' },
      quote: {
        ...{ exact: 'boring', prefix: 'is ', suffix: ' and', start: 10, end: 16 },
        text: 'transcript',
      },
    },
  ])
})

test('other forms of the model: a page, a list, one alone; bodies as words or HTML; tags', async () => {
  const bodies = [
    { bodyValue: 'A' },
    { body: 'B' },
    { body: { type: 'TextualBody', value: '<p>C &amp; c</p>', format: 'text/html' } },
    {
      body: [{ type: 'TextualBody', value: 'a b', purpose: 'tagging' }, 'D'],
      motivation: 'questioning',
    },
  ]
  const items = bodies.map(annotation)
  for (const file of [{ type: 'AnnotationPage', items }, items]) {
    const found = await notes(file)
    if (typeof found === 'string') throw new Error(found)
    expect(found.map(({ body }) => body)).toEqual(['A', 'B', 'C & c', 'D\n\n#a-b'])
    expect(found.map(({ kind }) => kind)).toEqual(['takeaway', 'takeaway', 'takeaway', 'question'])
    expect(found[0]?.sources).toEqual(['https://a.example/1'])
  }
  expect(await notes(items[0])).toHaveLength(1)
})

test('an export of Hypothesis; what was only marked is a quote', async () => {
  const marked = {
    ...{ id: 'x', uri: 'https://a.example/1', text: '', tags: ['etcd'] },
    ...{ created: '2026-01-02T03:04:05.678+00:00', user: 'acct:edda@hypothes.is' },
    document: { title: ['A talk &amp; more'] },
    target: [
      {
        source: 'https://a.example/1',
        selector: [{ type: 'TextQuoteSelector', exact: 'the words', prefix: '', suffix: '' }],
      },
    ],
  }
  const [note] = (await notes({ annotations: [marked] })) as Exclude<
    Awaited<ReturnType<typeof notes>>,
    string
  >
  expect(note).toMatchObject({
    ...{ kind: 'quote', body: 'the words\n\n#etcd', title: 'A talk & more', author: 'edda' },
    ...{ onlyMe: true, began: '2026-01-02T03:04:05.678Z' },
    quote: { exact: 'the words', text: null },
  })
  expect(await notes({ total: 1, rows: [marked] })).toHaveLength(1)
})

test('answers go below what they answer, thread by thread, oldest first', async () => {
  const said = (id: string, target: unknown, created: string, more: object = {}) => ({
    ...{ id, type: 'Annotation', motivation: 'replying', target, created, ...more },
    ...{ body: { value: id, purpose: 'replying' }, creator: { name: `By ${id}` } },
  })
  const found = await notes([
    annotation({ id: 'root', body: 'Root' }),
    said('late', { source: 'root' }, '2026-01-03T00:00:00Z', { 'hallway:resolved': true }),
    said('early', 'root', '2026-01-01T00:00:00Z'),
    said('answer', 'early', '2026-01-02T00:00:00Z'),
    said('deep', 'answer', '2026-01-04T00:00:00Z'),
    // What they answer is not here, or is themselves
    said('alone', 'https://elsewhere.example/', '2026-01-01T00:00:00Z'),
    said('one', 'two', '2026-01-01T00:00:00Z'),
    said('two', 'one', '2026-01-01T00:00:00Z'),
  ])
  if (typeof found === 'string') throw new Error(found)
  expect(found.map(({ body }) => body)).toEqual(['Root', 'alone', 'one', 'two'])
  const told = found[0]?.replies.map(({ body, author, thread, resolved }) => [
    ...[body, author, thread, resolved],
  ])
  expect(told).toEqual([
    ['early', 'By early', 1, false],
    ['answer', 'By answer', 1, false],
    ['late', 'By late', 0, true],
    ['deep', 'By deep', 1, false],
  ])
})

test('answers in an export of Hypothesis name all that stand above them', async () => {
  const row = (id: string, references: string[]) => ({
    ...{ id, references, uri: 'https://a.example/', target: [], text: `Text ${id}` },
    user: 'acct:edda@hypothes.is',
  })
  const found = await read([row('a', []), row('b', ['a']), row('c', ['a', 'b']), row('d', ['?'])])
  if (typeof found === 'string') throw new Error(found)
  expect(found.notes.map(({ body }) => body)).toEqual(['Text a', 'Text d'])
  expect(found.notes[0]?.replies).toMatchObject([
    { body: 'Text b', author: 'edda', thread: 0 },
    { body: 'Text c', author: 'edda', thread: 0 },
  ])
})

test('what has no words is told, what is none of it is left to others', async () => {
  const file = await read([annotation({}), annotation({ body: 'x' })])
  expect(file).toMatchObject({ notes: [{ body: 'x' }], problems: [{ code: 'note-empty' }] })
  expect(await read([annotation({})])).toBe('no-entries')
  expect(await read({ target: 1 })).toBe('is-other-json')
  expect(await read(Array.from({ length: 2_001 }, () => annotation({ body: 'x' })))).toBe(
    'too-many-entries',
  )
})

test('whatever stands in it, the reader answers, and what it gives can be stored', async () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      ...[fc.string(), fc.double(), fc.constant(null), fc.boolean()],
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'type',
          'exact',
          'start',
          'end',
          'source',
          'id',
          'value',
          'selector',
          'text',
        ),
        tie('any'),
        { maxKeys: 4 },
      ),
    ),
  })).any
  const keys = [
    'body',
    'target',
    'creator',
    'created',
    'hallway:kind',
    'hallway:slide',
    'motivation',
  ]
  const item = fc
    .dictionary(fc.constantFrom(...keys), value)
    .map((given) => annotation({ bodyValue: 'x', ...given }))
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 4 }), async (items) => {
      const found = await notes(items)
      expect(found).toBeInstanceOf(Array)
      for (const { slide, fromMs, quote } of found as Exclude<typeof found, string>) {
        for (const number of [slide, fromMs, quote?.start, quote?.end]) {
          if (typeof number === 'number') expect(Number.isSafeInteger(number)).toBe(true)
        }
      }
    }),
    { numRuns: 200 },
  )
})
