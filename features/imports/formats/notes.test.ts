import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayHeading } from './note-dates'
import { splitHeading } from './note-speakers'
import { readNotes } from './notes'
import { lostWords } from './notes-words'

const source = `# KubeCon notes

> Source: <https://notes.example/1>

Before all.

# Day 1: 2024-03-20

## Nets at the edge - Ada Byron, Engines & Bo Li, Nets

Intro:

- one
- two
- [ ] try it at home
- [x] done already
- [Slides](https://a.example/slides.pdf)
- nested
  - insert photo here
  - last

> A mesh is a promise.
> — Bo Li

Q: Does it scale?
A: To a point.

Q2: And beyond?

### Empty

### Full
![board](img/board.png)
First sentence. Too sleepy to write more. TODO: ask Bo.

**Vendor**

- https://b.example/
- [Docs](https://docs.example/x)

## Personal thoughts

I want to move there.

## Questions
- What for?
  - Nobody knew

## Nothing
`
const notes = readNotes(source)
const talk = (title: string) => notes.sessions.find((one) => one.title === title)
const blocks = (title: string) =>
  talk(title)?.blocks.map(({ kind, text }) => [kind, text.replaceAll('\n', '|')])

describe('notes', () => {
  it('have a title, days and talks with their speakers', () => {
    expect(notes.title).toBe('KubeCon notes')
    expect(notes.days).toEqual([{ date: '2024-03-20', heading: 'Day 1: 2024-03-20', line: 7 }])
    expect(notes.sessions.map(({ title, day }) => [title, day])).toEqual([
      ['KubeCon notes', null],
      ['Nets at the edge', '2024-03-20'],
      ['Personal thoughts', '2024-03-20'],
      ['Questions', '2024-03-20'],
      ['Nothing', '2024-03-20'],
    ])
    expect(talk('Nets at the edge')?.speakers).toEqual([
      { name: 'Ada Byron', organisation: 'Engines' },
      { name: 'Bo Li', organisation: 'Nets' },
    ])
  })

  it('are pieces in order, each of its kind', () => {
    expect(blocks('Nets at the edge')).toEqual([
      ['takeaway', 'Intro:||- one|- two'],
      ['follow_up', 'try it at home'],
      ['follow_up', 'done already'],
      ['link', '[Slides](https://a.example/slides.pdf)'],
      ['takeaway', 'nested'],
      ['photo', ''],
      ['takeaway', '- last'],
      ['quote', 'A mesh is a promise.'],
      ['question', 'Does it scale?'],
      ['question', 'And beyond?'],
      ['gap', 'Empty'],
      ['takeaway', '### Full'],
      ['photo', 'board'],
      ['takeaway', 'First sentence.'],
      ['gap', 'Too sleepy to write more.'],
      ['follow_up', 'TODO: ask Bo.'],
      ['takeaway', '**Vendor**'],
      ['link', 'https://b.example/'],
      ['link', '[Docs](https://docs.example/x)'],
    ])
    const all = talk('Nets at the edge')?.blocks ?? []
    expect(all.filter(({ done }) => done).map(({ text }) => text)).toEqual(['done already'])
    expect(all.find(({ kind }) => kind === 'quote')?.speaker).toBe('Bo Li')
    expect(all.filter(({ kind }) => kind === 'question').map(({ answer }) => answer)).toEqual([
      'To a point.',
      '',
    ])
    expect(all.at(-1)?.under).toEqual(['Full', 'Vendor'])
    expect(all.at(-1)?.line).toBe(
      source.split('\n').indexOf('- [Docs](https://docs.example/x)') + 1,
    )
  })

  it('keep personal thoughts apart, ask under "Questions", and show what is missing', () => {
    expect(talk('Personal thoughts')?.personal).toBe(true)
    expect(talk('Questions')?.blocks).toMatchObject([
      { kind: 'question', text: 'What for?', answer: '- Nobody knew' },
    ])
    expect(talk('Nothing')?.blocks).toMatchObject([{ kind: 'gap', text: '' }])
  })

  it('take > for remarks where their writer says so', () => {
    const said = readNotes(
      '# Format\n\n> These are my own comments\n\n# Talk\n\n> Look it up later.\n> Fine.\n',
    )
    expect(said.sessions[1]?.blocks.map(({ kind }) => kind)).toEqual(['follow_up', 'takeaway'])
  })

  it('keep front matter, and headings without their blank', () => {
    const odd = readNotes('---\ntitle: "Nets"\ntags: [a]\n---\n\n##一\n文字\n\n##二\n')
    expect(odd.title).toBe('Nets')
    expect(odd.sessions.map(({ title }) => title)).toEqual(['Nets', '一', '二'])
    expect(odd.sessions[0]?.blocks[0]?.text).toContain('tags: [a]')
  })

  it('lose no word, whatever Markdown it is', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...[
          '# ',
          '## ',
          '### ',
          '- ',
          '1. ',
          '2) ',
          '  - ',
          '\t* ',
          '> ',
          '>> ',
          '```\n',
          '---\n',
          '===\n',
        ],
        ...[
          '问题1：',
          'Q: ',
          'A: ',
          'TODO ',
          '插入照片。',
          '回去',
          '"',
          '“',
          '”',
          '- [ ] ',
          '- [x] ',
          '\n\n',
          '\n',
        ],
        ...[
          '![p](a.png)',
          '![p](a.png "t")',
          '[x](https://a.example)',
          '<https://b.example>',
          '**bold**\n',
        ],
        ...[
          '[r]: https://c.example\n',
          '| a | b |\n|---|---|\n',
          '<div>',
          '<img src="d.png">',
          '    ',
          '2024-05-06 ',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.lorem({ maxCount: 3 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('')
        expect(lostWords(text, readNotes(text))).toBe('')
      }),
      { numRuns: 400 },
    )
  })
})

describe('headings', () => {
  it.each([
    ['Nets - Ada Byron, Lead, Engines', 'Nets', 'Ada Byron (Engines)'],
    ['网络——Ben Hall，Katacoda', '网络', 'Ben Hall (Katacoda)'],
    ['Nets: A & B - Ada Byron & Bo Li, Nets', 'Nets: A & B', 'Ada Byron (Nets), Bo Li (Nets)'],
    ['Talk 2: Ada Byron - Stitching things together', 'Stitching things together', 'Ada Byron ()'],
    ['Migration to gRPC, Spotify', 'Migration to gRPC', ' (Spotify)'],
    ['Kata Containers ( Intel )', 'Kata Containers', ' (Intel)'],
    ['GitOps by @sakura', 'GitOps', '@sakura ()'],
    ['Prometheus - Intro, Deep Dive', 'Prometheus - Intro, Deep Dive', ''],
    ['从 CF 迁移到 Kubernetes', '从 CF 迁移到 Kubernetes', ''],
    ['DOK - Data on K8s', 'DOK - Data on K8s', ''],
  ])('%s', (words, title, people) => {
    const found = splitHeading(words)
    expect(found.title).toBe(title)
    const said = found.speakers.map(({ name, organisation }) => `${name} (${organisation})`)
    expect(said.join(', ')).toBe(people)
  })

  it.each([
    ['2018.11.14', '2018-11-14', ''],
    ['2018年11月4日 上午', '2018-11-04', '上午'],
    ['Wednesday, 20 March 2024', '2024-03-20', 'Wednesday'],
    ['11.14 Keynotes', '2018-11-14', 'Keynotes'],
    ['Kubecon Day one', null, 'Kubecon'],
    ['gitopscon (Tuesday)', null, 'gitopscon'],
    ['第二天', null, ''],
  ])('of the day: %s', (words, date, rest) => {
    expect(dayHeading(words, '2018')).toEqual({ date, rest })
  })

  it.each(['OpenTofu Day', '2018.13.45', 'Version 1.31 of Kubernetes', 'Today'])(
    'of no day: %s',
    (words) => {
      expect(dayHeading(words, null)).toBeNull()
    },
  )
})
