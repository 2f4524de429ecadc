import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certain, matchSessions, type Programmed } from './match'

const talk = (id: string, title: string, speakers: string[] = [], day: string | null = null) =>
  ({ id, title, speakers, day }) satisfies Programmed
const programme = [
  talk('keynote', 'Keynote: Welcome Remarks - Janet Kuo, Google', ['Janet Kuo'], '2018-11-14'),
  talk(
    'malicious',
    'Three Years of Lessons from Running Potentially Malicious Code in Containers',
    ['Ben Hall'],
  ),
  talk('docs', 'The Art of Documentation for Open Source Projects', ['Ben Hall']),
  talk('etcd', 'The etcd Features that Unlocked 15K Node Clusters', ['Wojciech Tyczyński']),
  talk('mesh', '服务网格规范及其在您的部署中的重要性', ['Lee Calcote', 'Kush Trivedi']),
]
const note = (title: string, names: string[] = [], day: string | null = null) => ({
  title,
  speakers: names.map((name) => ({ name })),
  day,
})
const best = (heading: ReturnType<typeof note>) => matchSessions([heading], programme)[0]?.[0]

describe('matching notes to a programme', () => {
  it('knows a talk by title and speaker, also where both are a bit different', () => {
    expect(
      best(note('The Art of Documentation for Open Source Projects', ['Ben Hall'])),
    ).toMatchObject({ id: 'docs', score: 1 })
    expect(best(note('etcd features that unlocked 15k-node clusters'))).toMatchObject({
      id: 'etcd',
    })
    expect(best(note('The etcd features', ['Wojciech Tyczynski']))?.id).toBe('etcd')
    expect(best(note('服务网格规范及其重要性'))?.id).toBe('mesh')
  })

  it('is not certain of a talk by its speaker alone', () => {
    const found = matchSessions([note('容器内运行恶意代码', ['Ben Hall'])], programme)[0] ?? []
    expect(found.map(({ id }) => id).sort()).toEqual(['docs', 'malicious'])
    expect(found.every(({ score }) => score < certain)).toBe(true)
  })

  it('counts another day against a talk, and proposes nothing for what is none', () => {
    const same = best(note('Welcome Remarks', ['Janet Kuo'], '2018-11-14'))?.score ?? 0
    const other = best(note('Welcome Remarks', ['Janet Kuo'], '2018-11-15'))?.score ?? 0
    expect(other).toBeLessThan(same)
    expect(best(note('个人感想'))).toBeUndefined()
    expect(best(note(''))).toBeUndefined()
  })

  it('finds every talk by its own title, in whatever programme', () => {
    const word = fc.stringMatching(/^[a-z]{3,8}$/)
    const titles = fc.uniqueArray(fc.array(word, { minLength: 2, maxLength: 6 }), {
      minLength: 1,
      maxLength: 12,
      selector: (words) => [...new Set(words)].sort().join(' '),
    })
    fc.assert(
      fc.property(titles, (all) => {
        const talks = all.map((words, at) => talk(String(at), words.join(' ')))
        const found = matchSessions(
          talks.map(({ title }) => note(title)),
          talks,
        )
        for (const [at, [first]] of found.entries()) {
          expect(first).toMatchObject({ id: String(at), score: 1 })
        }
      }),
    )
  })
})
