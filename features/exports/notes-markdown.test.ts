import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '@/lib/markdown'
import { frontMatter, type NotesOptions, sessionMarkdown } from './notes-markdown'
import type { ExportedAnnotation, ExportedSession } from './queries'

const session: ExportedSession = {
  id: '1',
  slug: 'talk',
  title: 'What [we] *learned*',
  subtitle: '',
  abstract: '',
  day: '2018-11-14',
  startsAt: new Date('2018-11-14T02:00:00Z'),
  endsAt: new Date('2018-11-14T02:30:00Z'),
  kind: '',
  language: '',
  track: null,
  rooms: ['Room 1'],
  speakers: [{ name: 'Kai', organisation: 'Org' }],
  url: null,
  recordingUrl: null,
  slidesUrl: null,
  resources: [],
  cancelled: false,
  revision: 1,
  updatedAt: new Date(0),
  conference: { id: '2', slug: 'c', title: 'Days', zone: 'Asia/Shanghai', url: null },
  comments: [],
}

const note: ExportedAnnotation = {
  ...{ id: '3', placeId: '1', kind: 'takeaway', audience: 'team', author: 'Ada', source: '' },
  ...{ answer: null, speaker: '', fromMs: null, toMs: null, slide: null, passage: null },
  ...{ owner: null, dueOn: null, closed: false, startedAt: '', createdAt: '', updatedAt: '' },
  ...{ photos: [], comments: [] },
}

const options: NotesOptions = {
  locale: 'en',
  sessionAt: () => 'https://hallway.example/talk',
  photoAt: ({ id }) => `photos/${id}.webp`,
  words: {
    kinds: {
      ...{ takeaway: 'Takeaway', quote: 'Quote', question: 'Question', follow_up: 'Follow-up' },
      ...{ decision: 'Decision', link: 'Link', photo: 'Photo', gap: 'Gap' },
    },
    slide: (number) => `slide ${number}`,
    until: (day) => `until ${day}`,
    onlyMe: 'only me',
    slot: 'Photo to be added',
    answered: 'Answered by',
    discussion: 'Discussion',
    resolved: 'resolved',
    abstract: 'Abstract',
  },
}

const written = (given: Partial<ExportedAnnotation>) =>
  sessionMarkdown(session, [{ ...note, ...given }], options)
    .split('\n\n')
    .slice(2)

describe('notes as Markdown', () => {
  test('begin with the talk, whose title is no markup', () => {
    expect(sessionMarkdown(session, [], options)).toBe(
      '# What \\[we\\] \\*learned\\*\n\n' +
        'Kai (Org) · 2018-11-14 10:00–10:30 · Room 1 · <https://hallway.example/talk>',
    )
  })

  test.each<[string, Partial<ExportedAnnotation>, string[]]>([
    ['a takeaway', { source: '**Bold** 漢字' }, ['**Bold** 漢字', '*— Ada*']],
    [
      'a quote with who said it, and when',
      { kind: 'quote', source: 'One\ntwo', speaker: 'Kai', fromMs: 472_000 },
      ['> One\n> two\n>\n> — Kai', '*— Ada · 07:52*'],
    ],
    [
      'a question with its answer',
      { kind: 'question', source: 'Why?', answer: { by: 'Bo', source: 'Because.' } },
      ['**Question:** Why?', '> **Answered by** Bo: Because.', '*— Ada*'],
    ],
    [
      'a follow-up of several lines, with owner and day',
      { kind: 'follow_up', source: 'Try it\nsoon', owner: 'Bo', dueOn: '2018-12-01' },
      ['- [ ] Try it\n  soon', '*— Ada · Bo · until 2018-12-01*'],
    ],
    [
      'one that is done',
      { kind: 'follow_up', source: 'Try', closed: true },
      ['- [x] Try', '*— Ada*'],
    ],
    [
      'photos, on a slide, for oneself',
      { kind: 'photo', photos: [{ id: 'p', hash: 'h' }], slide: 12, audience: 'me' },
      ['![Photo](photos/p.webp)', '*— Ada · slide 12 · only me*'],
    ],
    ['a photo that is still to come', { kind: 'photo' }, ['*Photo to be added*', '*— Ada*']],
    ['a gap without words', { kind: 'gap' }, ['**Gap**', '*— Ada*']],
    [
      'a passage above what is said of it',
      {
        source: 'True',
        passage: {
          ...{ target: 'abstract', exact: 'a *b*', prefix: '', suffix: '', start: 0, end: 5 },
          hash: '',
        },
      },
      ['> a \\*b\\*', 'True', '*— Ada*'],
    ],
    [
      'comments with their replies',
      {
        source: 'True',
        comments: [
          { id: '1', author: 'Bo', source: 'Is it?', at: '', resolved: true, reply: false },
          { id: '2', author: 'Ada', source: 'Yes\nit is', at: '', resolved: true, reply: true },
        ],
      },
      ['True', '*— Ada*', '- **Bo** *(resolved)*: Is it?\n  - **Ada**: Yes\n    it is'],
    ],
  ])('hold %s', (_, given, expected) => {
    expect(written(given)).toEqual(expected)
  })

  test('keep a discussion a list in a list for whoever reads it as Markdown', () => {
    const comments = [
      { id: '1', author: 'Bo', source: 'One', at: '', resolved: false, reply: false },
      { id: '2', author: 'Ada', source: 'Two', at: '', resolved: false, reply: true },
    ]
    const { html } = renderMarkdown(sessionMarkdown({ ...session, comments }, [], options))
    expect(html.replace(/\s+/g, '')).toContain(
      '<ul><li><strong>Bo</strong>:One<ul><li><strong>Ada</strong>:Two</li></ul></li></ul>',
    )
  })
})

test('front matter is YAML that no title breaks out of', () => {
  const title = 'A "title": --- \n# with\u2028lines'
  expect(frontMatter({ title, speakers: ['Kai'], day: null, none: [] })).toBe(
    `---\ntitle: ${JSON.stringify(title)}\nspeakers: ["Kai"]\n---\n`,
  )
})
