import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assign } from './assign'
import { pairWithSessions, type Talk } from './pairs'

const talk = (id: string, title: string, speakers: string[] = [], marks: string[] = []): Talk => {
  return { id, title, speakers, marks, day: null }
}
const programme = [
  talk('welcome', 'Welcome'),
  talk('simple', 'Simple made easier', ['Ada Byron']),
  talk('agile', 'Beyond agile: what we learned', ['Grace Hopper', 'Kay Alan']),
  talk('graphs-1', 'Graphs all the way down, part 1', ['Edsger D.']),
  talk('graphs-2', 'Graphs all the way down, part 2', ['Edsger D.']),
  talk('mesh', '服务网格规范及其在您的部署中的重要性', ['李雷']),
]
const pair = (...titles: string[]) =>
  pairWithSessions(
    titles.map((title) => ({ title })),
    programme,
    'GOTO Copenhagen 2025',
  )
const outcome = (...titles: string[]) => pair(...titles).map(({ session, sure }) => [session, sure])

describe('recordings and sessions', () => {
  it('are paired through event names, speakers and companies', () => {
    expect(
      outcome(
        'GOTO 2025 • Simple Made Easier • Ada Byron',
        'GOTO 2025 • Beyond Agile: What We Learned • Grace Hopper & Kay Alan',
        'GOTO 2025 • Welcome',
        'GOTO 2025 • 服务网格规范及其在您的部署中的重要性 - 李雷',
      ),
    ).toEqual([
      ['simple', true],
      ['agile', true],
      ['welcome', true],
      ['mesh', true],
    ])
    expect(outcome('Ada Byron, Analytical Engines - Simple made easier | GOTO 2025')).toEqual([
      ['simple', true],
    ])
    expect(outcome('Simple made easier by Ada Byron, Analytical Engines Ltd')).toEqual([
      ['simple', true],
    ])
  })

  it('are paired one to one, so that the whole fits best', () => {
    expect(
      outcome(
        'Graphs all the way down (part 2) - Edsger D.',
        'Graphs all the way down (part 1) - Edsger D.',
      ),
    ).toEqual([
      ['graphs-2', true],
      ['graphs-1', true],
    ])
    const [first, second] = pair('Simple made easier', 'Simple made easier (bootleg)')
    expect([first?.session, second?.session]).toEqual(['simple', null])
  })

  it('are not sure where two are as likely, or the title says little', () => {
    const [graphs] = pair('Graphs all the way down')
    expect(graphs?.sure).toBe(false)
    expect(graphs?.proposals.map(({ id }) => id).sort()).toEqual(['graphs-1', 'graphs-2'])
    expect(outcome('Aftermovie', '')).toEqual([
      [null, false],
      [null, false],
    ])
    expect(outcome('An evening with Ada Byron')[0]?.[1]).toBe(false)
  })

  it('are known by a mark that only one session has', () => {
    const talks = [
      talk('a', 'One', [], ['video:x', 'abc7de', 'shared1']),
      talk('b', 'Two', [], ['1234', 'shared1']),
    ]
    const by = (...marks: string[]) => pairWithSessions([{ title: '', marks }], talks, '')[0]
    expect(by('video:x')).toMatchObject({ session: 'a', sure: true })
    expect(by('abc7de')).toMatchObject({ session: 'a', sure: true })
    // A number may be the one in a list of files
    expect(by('1234')).toMatchObject({ session: 'b', sure: false })
    expect(by('shared1')).toMatchObject({ session: null })
  })
})

describe('the assignment', () => {
  it('has the greatest sum there is, each column once', () => {
    const rows = fc.array(
      fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 4, maxLength: 4 }),
      {
        maxLength: 5,
      },
    )
    const best = (table: number[][], used = 0, row = 0): number => {
      if (row === table.length) return 0
      const scores = table[row] ?? []
      const taken = scores.map((score, column) =>
        used & (1 << column) ? 0 : score + best(table, used | (1 << column), row + 1),
      )
      return Math.max(best(table, used, row + 1), ...taken)
    }
    fc.assert(
      fc.property(rows, (table) => {
        const scores = table.map(
          (row) => new Map([...row.entries()].filter(([, score]) => score > 0)),
        )
        const columns = assign(scores)
        const used = columns.filter((column) => column !== null)
        expect(new Set(used).size).toBe(used.length)
        const sum = columns.reduce<number>(
          (all, column, row) => all + (column === null ? 0 : (table[row]?.[column] ?? 0)),
          0,
        )
        expect(sum).toBe(best(table))
      }),
      { numRuns: 500 },
    )
  })
})

const videos = `${process.env.HALLWAY_SAMPLES}/3-kubecon-talk-lists/rubyconf-2024/videos.yml`

describe.skipIf(!existsSync(videos))('recordings of a whole conference', () => {
  it('are paired with its talks as the organisers have', () => {
    const talks = readFileSync(videos, 'utf8')
      .split(/^- id: /m)
      .slice(1)
      .flatMap((text) => {
        const value = (name: string) =>
          new RegExp(`^ {2}${name}: "?(.*?)"?$`, 'm').exec(text)?.[1]?.replaceAll('\\"', '"') ?? ''
        const speakers = /^ {2}speakers:\n((?: {4}- .*\n)+)/m.exec(text)?.[1] ?? ''
        const names = speakers.split('\n').map((line) => line.replace(/^ {4}- "?|"?$/g, ''))
        const written = {
          id: text.split('"')[1] ?? '',
          title: value('title'),
          raw: value('raw_title'),
        }
        return written.raw ? { ...written, speakers: names.filter(Boolean), day: null } : []
      })
    const pairs = pairWithSessions(
      talks.map(({ raw }) => ({ title: raw })),
      talks,
      'RubyConf 2024',
    )
    expect(pairs.map(({ session }) => session)).toEqual(talks.map(({ id }) => id))
    // Their talks are called "Keynote", all three
    expect(talks.filter((_, at) => !pairs[at]?.sure).map(({ title }) => title)).toHaveLength(3)
    expect(talks).toHaveLength(48)
  })
})
