import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decode } from './bytes'
import type { Notes } from './note-types'
import { readNotes } from './notes'
import { lostWords } from './notes-words'

const samples = process.env.HALLWAY_SAMPLES ?? ''

const text = (path: string) => decode(readFileSync(join(samples, path))).text
const read = (path: string) => readNotes(text(path), { fileName: path })

function filesIn(folder: string): string[] {
  return readdirSync(join(samples, folder)).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(join(samples, path)).isDirectory()) return filesIn(path)
    return name.endsWith('.md') ? [path] : []
  })
}
const folders = samples ? readdirSync(join(samples, '5-notes')) : []

describe.skipIf(!samples)('every word', () => {
  it.each(['notes', ...folders.map((name) => `5-notes/${name}`)])(
    'of %s is kept, in order',
    (name) => {
      for (const path of filesIn(name)) {
        expect(lostWords(text(path), readNotes(text(path), { fileName: path })), path).toBe('')
      }
    },
  )
})

const kinds = (notes: Notes, kind: string) =>
  notes.sessions.flatMap(({ blocks }) => blocks).filter((one) => one.kind === kind)
const spoken = (notes: Notes) => notes.sessions.filter(({ speakers }) => speakers.length > 0)

// folder, headings of level 1 to 4, links that their writers made, pictures: as counted by other
// programs (data/README.md), except where the remark says why
type Folder = [string, string, number, number]
const counts: Folder[] = [
  ['stevemcquaid-kubecon-na-2019', '79/28/27/6', 1, 0],
  ['kaushikchaubal-kubecon-eu-2019', '2/28/132/7', 8, 4],
  ['jameskieltyka-kubecon-eu-2019', '0/10/4/3', 0, 0],
  // A second heading of level 1 has no words
  ['aallbrig-kubecon-na-2020', '1/67/109/11', 4, 0],
  ['zanderhavgaard-kubecon-eu-2022', '9/28/7/0', 0, 0],
  ['zanderhavgaard-kubecon-eu-2024', '7/23/3/0', 0, 0],
  ['ebauman-kubecon-na-2018', '28/93/19/0', 14, 7],
  ['zmsp-kubecon-na-2018', '9/0/0/0', 0, 0],
  // Without the eight of the table of contents, which lead to the page itself
  ['dcchambers-kubecon-na-2022', '2/10/48/4', 5, 2],
  ['craigske-kubecon-na-2018', '11/9/8/0', 16, 0],
  ['arjunrao87-kubecon-na-2017', '16/6/1/0', 0, 0],
  // "#oss" at the beginning of a line is a tag
  ['matal0-kubecon-eu-2025', '2/4/18/16', 0, 1],
  // So are 25 lines of tags here; one picture has a blank in its address
  ['wiebederoos-kubecon-eu-2025', '114/37/12/0', 2, 47],
  ['alyyyyyy-kubecon-china-2018', '1/4/0/0', 20, 0],
  // Underlined ones
  ['arghya88-kubecon-na-2019', '0/7/0/0', 35, 0],
  ['huoqifeng-kubecon-china-2019', '1/0/3/0', 0, 28],
  ['lth2015-kubecon-2016', '1/1/3/0', 0, 0],
  ['rootsongjc-kubecon-china-2018', '0/3/0/0', 3, 2],
]

// file, days, talks, of them with speakers: counted by reading
const talks: [string, number, number, number][] = [
  ['alyyyyyy-kubecon-china-2018/KeynoteSessions.md', 1, 7, 7],
  ['alyyyyyy-kubecon-china-2018/LightningTalks.md', 1, 14, 14],
  ['zanderhavgaard-kubecon-eu-2024/notes.md', 4, 23, 19],
  ['zanderhavgaard-kubecon-eu-2022/kubecon.md', 4, 26, 0],
  ['dcchambers-kubecon-na-2022/session-notes.md', 0, 9, 8],
  ['kaushikchaubal-kubecon-eu-2019/day2.md', 0, 36, 10],
  ['lth2015-kubecon-2016/README.md', 0, 4, 4],
  ['matal0-kubecon-eu-2025/README.md', 4, 19, 0],
  ['zmsp-kubecon-na-2018/how-to-write-docs.md', 0, 1, 1],
  ['aallbrig-kubecon-na-2020/01-tuesday/01-flight-over-the-cloud-native-landscape.md', 0, 2, 1],
  ['wiebederoos-kubecon-eu-2025/kubecon-2025/02-areas/k8s-data-protection.md', 0, 1, 1],
  ['ebauman-kubecon-na-2018/lightning_talks_20181210/bpf_prometheus.md', 0, 1, 1],
]

describe.skipIf(!samples)('notes of other people', () => {
  it.each(counts)('%s', (folder, levels, links, images) => {
    const notes = filesIn(`5-notes/${folder}`).map(read)
    const headings = notes.flatMap((one) => one.headings)
    const of = (level: number) => headings.filter((one) => one.level === level).length
    expect([1, 2, 3, 4].map(of).join('/')).toBe(levels)
    expect(notes.flatMap((one) => one.links).filter(({ bare }) => !bare)).toHaveLength(links)
    expect(notes.flatMap((one) => one.images)).toHaveLength(images)
  })

  it.each(talks)('%s', (file, days, sessions, withSpeakers) => {
    const notes = read(`5-notes/${file}`)
    expect(notes.days).toHaveLength(days)
    expect(notes.sessions).toHaveLength(sessions)
    expect(spoken(notes)).toHaveLength(withSpeakers)
  })

  it('read every file, also the empty ones', () => {
    const files = folders.flatMap((name) => filesIn(`5-notes/${name}`))
    expect(files).toHaveLength(176)
    const empty = files.map(read).filter(({ sessions }) => sessions.length === 0)
    expect(empty).toHaveLength(5)
  })

  it('find promises, gaps and quotes', () => {
    const notes = read('5-notes/zanderhavgaard-kubecon-eu-2022/kubecon.md')
    expect(text('5-notes/zanderhavgaard-kubecon-eu-2022/kubecon.md').match(/TODO/g)).toHaveLength(
      16,
    )
    expect(kinds(notes, 'follow_up').filter((one) => /TODO/.test(one.text))).toHaveLength(16)
    expect(kinds(notes, 'gap').map((one) => one.text)).toEqual(['<computer crashed ...>'])
    const lost = read('5-notes/stevemcquaid-kubecon-na-2019/Tuesday/morning-keynote-talks.md')
    expect(kinds(lost, 'gap').some((one) => /lost in an accident/.test(one.text))).toBe(true)
  })
})

describe.skipIf(!samples)('one day, written live', () => {
  const notes = () => read('notes/kubecon-china-2018.zh.md')

  it('has its day, its talks and headings of nothing', () => {
    const { days, sessions, emptyHeadings, headings } = notes()
    expect(days).toEqual([{ date: '2018-11-14', heading: '2018.11.14', line: 1 }])
    expect(headings.filter(({ level }) => level === 2).length + emptyHeadings.length).toBe(19)
    expect(emptyHeadings).toHaveLength(6)
    expect(sessions).toHaveLength(13)
    expect(sessions.every(({ day }) => day === '2018-11-14')).toBe(true)
    expect(sessions.filter(({ personal }) => personal).map(({ title }) => title)).toEqual([
      '个人感想',
    ])
    expect(headings.filter(({ level }) => level === 3)).toHaveLength(24)
  })

  it('tells speakers from titles in the five styles', () => {
    const heads = spoken(notes()).map(({ title, speakers }) => [title, ...speakers])
    expect(heads).toEqual([
      ['主题演讲：欢迎致辞', { name: 'Janet Kuo', organisation: 'Google' }],
      ['马涛，阿里云首席工程师', { name: '马涛', organisation: '阿里云首席工程师' }],
      ['在容器内运行潜在恶意代码的三年经验教训', { name: 'Ben Hall', organisation: 'Katacoda' }],
      ['无服务的现状和未来', { name: 'burns', organisation: '' }],
      ['kubernetes提供可再生能源', { name: '', organisation: '金风科技' }],
      ['开源软件的资助', { name: '', organisation: 'IBM' }],
    ])
  })

  it('has six questions, one without an answer', () => {
    const questions = kinds(notes(), 'question')
    expect(questions).toHaveLength(6)
    expect(questions.filter(({ answer }) => !answer).map(({ text }) => text)).toEqual([
      '这个和harbor有什么区别',
    ])
  })

  it('has pictures, places for pictures, promises and gaps', () => {
    const photos = kinds(notes(), 'photo')
    expect(photos.filter(({ image }) => image)).toHaveLength(4)
    expect(photos.every(({ image }) => !image || /^http:.*[*!].*&/.test(image))).toBe(true)
    expect(photos.filter(({ image }) => !image)).toHaveLength(5)
    expect(text('notes/kubecon-china-2018.zh.md').match(/回去/g)).toHaveLength(7)
    expect(kinds(notes(), 'follow_up').map(({ line }) => line)).toEqual([164, 203, 214, 275])
    expect(kinds(notes(), 'gap').map(({ text }) => text)).toEqual([
      'prometheus',
      '想睡觉，记录不下来。',
      'network attack',
      '可观察性',
    ])
  })
})

describe.skipIf(!samples)('three days, written up afterwards', () => {
  const notes = () => read('notes/kubecon-na-2020.zh.md')

  it('has 40 links', () => {
    const links = notes().links.filter(({ bare }) => !bare)
    expect(links).toHaveLength(40)
    const of = (pattern: RegExp) => links.filter(({ address }) => pattern.test(address))
    expect(of(/^(?!https?:)/)).toHaveLength(1)
    expect(of(/sched\.com\/#$/)).toHaveLength(2)
    expect(of(/utm_source/)).toHaveLength(2)
    expect(of(/ab_channel/)).toHaveLength(6)
    expect(of(/youtube\.com\/watch/)).toHaveLength(8)
    expect(of(/[?&]t=9/)).toHaveLength(1)
    expect(of(/\.pdf$/)).toHaveLength(4)
    expect(links.filter(({ words }) => /稍后/.test(words))).toHaveLength(1)
  })

  it('knows where it comes from, when it was written and when the videos come', () => {
    const { title, sessions, dates } = notes()
    expect(title).toMatch(/^我对 2020 年 KubeCon/)
    expect(sessions[0]?.blocks[0]).toMatchObject({ kind: 'link', line: 3 })
    expect(sessions[0]?.blocks[0]?.address).toMatch(/^https:\/\/itnext\.io\//)
    expect(dates).toEqual(['2020-11-21', '2020-12', '2020-12'])
  })

  it('puts links under the vendor above them', () => {
    const links = kinds(notes(), 'link').flatMap((one) => ('under' in one ? [one] : []))
    const under = (vendor: string) => links.filter((one) => one.under.at(-1)?.startsWith(vendor))
    expect(['帕洛阿尔托', 'Stackrox', 'SysDig', '石帕'].map((one) => under(one).length)).toEqual([
      3, 5, 2, 4,
    ])
  })

  it('has pictures that are not here, and a quote of nobody', () => {
    expect(notes().images.map(({ address }) => address)).toHaveLength(5)
    const [, ...talks] = notes().sessions
    const quotes = talks.flatMap(({ blocks }) => blocks).filter(({ kind }) => kind === 'quote')
    expect(quotes).toMatchObject([{ line: 101, speaker: '' }])
  })
})
