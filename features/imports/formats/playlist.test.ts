import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostRecordings, readPlaylist, recordingAddress } from './playlist'
import { Refused } from './refusal'

const watch = (id: string) => `https://www.youtube.com/watch?v=${id}`
const pairs = (text: string) =>
  readPlaylist(text).items.map(({ title, address }) => [title, address])
const [a, b, c] = ['aaaaaaaaaaa', 'bbbbbbbbbbb', 'ccccccccccc']

describe('a playlist', () => {
  it('of titles and addresses on lines of their own, in either order', () => {
    const wanted = [
      ['Keynote: Ten years of Kubernetes', watch(a)],
      ['eBPF for the rest of us', watch(b)],
      ['10 things we got wrong', watch(c)],
    ]
    expect(
      pairs(`Keynote: Ten years of Kubernetes
${watch(a)}&list=PL123&index=1

eBPF for the rest of us
https://youtu.be/${b}?si=x

10 things we got wrong
https://www.youtube.com/watch?list=PL123&v=${c}&pp=iAQB`),
    ).toEqual(wanted)
    expect(
      pairs(`${watch(a)}
Keynote: Ten years of Kubernetes
${watch(b)}
eBPF for the rest of us
${watch(c)}
10 things we got wrong`),
    ).toEqual(wanted)
  })

  it('as its page is copied, with numbers, durations, channel and views between', () => {
    const entry = (n: number, title: string, id: string) =>
      `${n}\n45:0${n}\nNow playing\n${title}\nGOTO Conferences\n•\n12K views\n•\n3 months ago\n${watch(id)}`
    const { items } = readPlaylist(
      [
        entry(1, 'GOTO 2025 • Simple Made Easier • Ada Byron', a),
        entry(2, 'GOTO 2025 • Beyond Agile • Grace H.', b),
        entry(3, 'GOTO 2025 • Closing • Kay Alan', c),
      ].join('\n'),
    )
    expect(items.map(({ title, durationSeconds }) => [title, durationSeconds])).toEqual([
      ['GOTO 2025 • Simple Made Easier • Ada Byron', 2701],
      ['GOTO 2025 • Beyond Agile • Grace H.', 2702],
      ['GOTO 2025 • Closing • Kay Alan', 2703],
    ])
  })

  it('of one line a recording, however title and address are joined', () => {
    for (const line of [
      `Graphs all the way down - ${watch(a)}`,
      `1. Graphs all the way down – ${watch(a)}`,
      `03 - Graphs all the way down: ${watch(a)} (12:34)`,
      `* Graphs all the way down <${watch(a)}>`,
      `- [Graphs all the way down](${watch(a)})`,
      `1. [ ] [**Graphs all the way down**](${watch(a)} "Video")`,
      `Graphs all the way down\t${watch(a)}`,
      `7\tGraphs all the way down\t12:34\t${watch(a)}`,
      `"Graphs all the way down",${watch(a)}`,
      `${watch(a)} Graphs all the way down`,
      `| Graphs all the way down | [Video](${watch(a)}) | [Slides](https://x.example/s.pdf) |`,
      `Graphs all the way down ([slides](https://x.example/s.pdf), [video](${watch(a)}))`,
      `Graphs all the way down www.youtube.com/watch?v=${a}`,
      `12:34 Graphs all the way down ${watch(a)}`,
      `Graphs all the way down [${a}].webm`,
    ]) {
      const [item] = readPlaylist(line).items
      expect(item?.address, line).toBe(watch(a))
      expect(item?.title.replace(/ \(slides, \)$|\(slides.*$/, '').trim(), line).toBe(
        'Graphs all the way down',
      )
    }
  })

  it('as a table with named columns, with commas, quotes and line breaks in titles', () => {
    const { items } = readPlaylist(
      `Speaker;Title;Video URL;Duration\nAda;"Ships; ""and"" shoes";${watch(a)};1:02:03\nGrace;Sealing wax;${watch(b)};95\nKay;Not recorded;;`,
    )
    expect(items).toEqual([
      { title: 'Ships; "and" shoes', address: watch(a), durationSeconds: 3723, line: 2 },
      { title: 'Sealing wax', address: watch(b), durationSeconds: 95, line: 3 },
    ])
  })

  it('as yt-dlp writes it, whole or line by line, or as the API answers', () => {
    const entry = { _type: 'url', id: a, url: watch(a), title: 'One', duration: 61.4 }
    const gone = { _type: 'url', id: b, url: watch(b), title: '[Private video]' }
    const whole = readPlaylist(
      JSON.stringify({ _type: 'playlist', title: 'Conf 2025', entries: [entry, gone] }),
    )
    expect(whole).toMatchObject({
      format: 'playlist-json',
      title: 'Conf 2025',
      items: [{ title: 'One', address: watch(a), durationSeconds: 61, line: null }],
      problems: [{ code: 'video-gone' }],
    })
    const lines = readPlaylist(
      [entry, { ...entry, id: c, url: c, title: 'Three' }]
        .map((one) => JSON.stringify(one))
        .join('\n'),
    )
    expect(lines.items.map(({ address, line }) => [address, line])).toEqual([
      [watch(a), 1],
      [watch(c), 2],
    ])
    const api = { items: [{ id: 'x', snippet: { title: 'Two', resourceId: { videoId: b } } }] }
    expect(pairs(JSON.stringify(api))).toEqual([['Two', watch(b)]])
  })

  it('has each address once, keeps moments, leaves playlists and channels out', () => {
    const read = readPlaylist(`Playlist: https://www.youtube.com/playlist?list=PL1
One ${watch(a)}
One again https://youtu.be/${a}?list=PL1
Later in the same stream ${watch(a)}&t=1h2m3s
Media: https://media.ccc.example/v/39c3-1`)
    expect(read.items.map(({ address }) => address)).toEqual([
      watch(a),
      `${watch(a)}&t=3723s`,
      'https://media.ccc.example/v/39c3-1',
    ])
    expect(read.repeated).toBe(1)
    expect(recordingAddress('https://user:pw@x.example/v')).toBeNull()
    expect(recordingAddress('javascript:alert(1)')).toBeNull()
  })

  it('is refused in words without an address, or with too many', () => {
    const refusal = (text: string) => {
      try {
        return readPlaylist(text)
      } catch (error) {
        return error instanceof Refused ? error.refusal.code : error
      }
    }
    expect(refusal(' \n')).toBe('empty')
    expect(refusal('Nothing to see\nhere')).toBe('no-links')
    expect(refusal('[]')).toBe('no-links')
    const many = Array.from({ length: mostRecordings + 1 }, (_, n) => `T https://v.example/${n}`)
    expect(refusal(many.join('\n'))).toBe('too-many-links')
  })

  it('never breaks and never takes long, whatever is pasted', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(watch(a), '[', '](', '|', '\t', '12:34', '"', ' - ', '\n', '{"entries":'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
        try {
          for (const { address } of readPlaylist(parts.join('')).items) {
            expect(address).toMatch(/^https?:\/\//)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(Refused)
        }
      }),
    )
    const started = performance.now()
    for (const text of ['[', ' ', '-', '\\', '"', '1:', '|']) {
      expect(() => readPlaylist(`${text.repeat(300_000)}\n`.repeat(1))).toThrow()
    }
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})

const samples = process.env.HALLWAY_SAMPLES
const sample = (name: string) => `${samples}/3-kubecon-talk-lists/${name}`

describe.skipIf(!samples || !existsSync(sample('kubecon-2016-youtube-list.md')))(
  'lists of recordings that people have written',
  () => {
    const read = (name: string) => readPlaylist(readFileSync(sample(name), 'utf8'))

    it('of title and address by turns', () => {
      const { items, repeated } = read('kubecon-2016-youtube-list.md')
      expect([items.length, repeated]).toEqual([105, 0])
      expect(items[0]).toEqual({
        title:
          'Imperative to Declarative Infrastructure by For Developers and Operators by Ashwin Raveendran, eBay',
        address: watch('kadpRayoh7w'),
        durationSeconds: null,
        line: 2,
      })
      expect(items.every(({ title }) => title.length > 20)).toBe(true)
    })

    it('in tables with slides beside', () => {
      const { items, repeated } = read('kubecon-na-2019-video-and-slides.md')
      expect([items.length, repeated]).toEqual([371, 1])
      expect(items[2]?.title).toBe(
        'Keynote: Hello From the Other Side: Dispatches From a Kubernetes Attacker - Ian Coldwater',
      )
      expect(items.every(({ title, address }) => title && address.includes('youtube'))).toBe(true)
    })

    it('in tables of title and bare address, with videos that are gone', () => {
      const { items, problems } = read('kubecon-eu-2022-youtube-tables.md')
      expect([items.length, problems.length]).toEqual([375, 3])
      expect(problems[0]).toMatchObject({ code: 'video-gone', line: 226 })
      expect(items.every(({ title }) => title)).toBe(true)
    })

    it('in lists of links', () => {
      expect(read('kubernetes-talks-watch-list.md').items).toHaveLength(161)
    })
  },
)
