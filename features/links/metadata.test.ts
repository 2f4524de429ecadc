import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { oembedOf, readOembed, readPage, textOf } from './metadata'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const wrapped = (head: number[], before: string, after: string) =>
  Uint8Array.from([...bytesOf(before), ...head, ...bytesOf(after)])

// The same word as the servers of the day sent it; Node encodes none of these itself
const encodings: [string, number[], string][] = [
  ['gb18030', [0xc8, 0xdd, 0xc6, 0xf7], '容器'],
  ['gbk', [0xc8, 0xdd, 0xc6, 0xf7], '容器'],
  ['big5', [0xae, 0x65, 0xbe, 0xb9], '容器'],
  ['shift_jis', [0x97, 0x65, 0x8a, 0xed], '容器'],
  ['euc-jp', [0xcd, 0xc6, 0xb4, 0xef], '容器'],
  ['windows-1251', [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2], 'Привет'],
  ['koi8-r', [0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4], 'Привет'],
  ['iso-8859-1', [0x4a, 0xfc, 0x72, 0x67, 0x65, 0x6e], 'Jürgen'],
]

describe('textOf', () => {
  test.each(encodings)('reads %s, said by the server', (label, word, text) => {
    const bytes = wrapped(word, '<title>', '</title>')
    expect(readPage(textOf(bytes, label)).title).toBe(text)
  })

  test.each(encodings)('reads %s, said by the page', (label, word, text) => {
    for (const tag of [
      `<meta charset="${label}">`,
      `<META http-equiv=Content-Type content='text/html; charset=${label}'>`,
      `<?xml version="1.0" encoding="${label}"?>`,
    ]) {
      expect(readPage(textOf(wrapped(word, `${tag}<title>`, '</title>'), null)).title).toBe(text)
    }
  })

  it('believes a byte order mark before the server, and the server before the page', () => {
    const utf16 = Uint8Array.from(
      [0xff, 0xfe, ...'<title>容'].flatMap((letter) =>
        letter === '容'
          ? [0xb9, 0x5b]
          : typeof letter === 'string'
            ? [letter.charCodeAt(0), 0]
            : [letter],
      ),
    )
    expect(textOf(utf16, 'iso-8859-1')).toBe('<title>容')
    const word = wrapped([0xc8, 0xdd], '<meta charset="big5">', '')
    expect(textOf(word, 'gbk')).toContain('容')
  })

  it('takes undeclared text for UTF-8, cut letters included, and else for Windows 1252', () => {
    expect(textOf(bytesOf('容器').subarray(0, 5), null)).toBe('容')
    expect(textOf(Uint8Array.from([0x4a, 0xfc, 0x72]), null)).toBe('Jür')
    expect(textOf(Uint8Array.from([0x4a, 0xfc, 0x72]), 'no-such-charset')).toBe('Jür')
    expect(textOf(bytesOf('<meta charset="utf-16">é'), null)).toContain('é')
  })
})

describe('readPage', () => {
  it('prefers what a page says for others to what stands in its window', () => {
    const page = readPage(`<!doctype html><html><head>
      <title>Talk &amp; demo | A site | Home</title>
      <meta property="og:title" content="Talk &amp; demo">
      <meta name="description" content="For machines"><meta property="og:description" content="For people">
      <meta name=author content="Ada Lovelace"><meta property="og:image" content=" /a.png "><meta property="og:video:duration" content="2723">`)
    expect(page).toEqual({
      title: 'Talk & demo',
      author: 'Ada Lovelace',
      description: 'For people',
      durationSeconds: 2723,
      picture: '/a.png',
      type: null,
    })
  })

  it('tells a paper and a video by what they say they are', () => {
    const [paper, video] = [
      '<meta name=citation_title content=T>',
      '<meta property=og:type content=',
    ]
    expect(readPage(paper).type).toBe('paper')
    expect(readPage(`${video}video.other>`).type).toBe('video')
    expect(readPage(`${video}videogame>`).type).toBeNull()
  })

  it('reads JSON-LD, alone and in a graph, and itemprop', () => {
    const video = { '@type': 'VideoObject', duration: 'PT1H2M3.5S', author: { name: 'Grace' } }
    for (const data of [video, [video], { '@graph': [{ name: 'x' }, video] }]) {
      const html = `<script type="application/ld+json">${JSON.stringify(data)}</script>`
      expect(readPage(html)).toMatchObject({ author: 'Grace', durationSeconds: 3723 })
    }
    expect(readPage('<meta itemprop="duration" content="PT45M">').durationSeconds).toBe(2700)
    expect(readPage('<script type="application/ld+json">{"author":</script><title>x').title).toBe(
      'x',
    )
  })

  it('names the authors of a paper', () => {
    const html = ['Dean, J.', 'Ghemawat, S.']
      .map((name) => `<meta name="citation_author" content="${name}">`)
      .join('')
    expect(readPage(html).author).toBe('Dean, J., Ghemawat, S.')
  })

  it('takes no address for a name, no icon’s title and no empty tag', () => {
    const html = `<svg><title>Menu</title></svg><meta property="og:title" content="  ">
      <meta property="article:author" content="https://facebook.com/ada"><title> Real\n\ttitle </title>`
    expect(readPage(html)).toMatchObject({ title: 'Real title', author: '' })
  })

  it.each([
    ['control characters', 'A\u0000B\u0007C\u001b[31mD', 'A B C [31mD'],
    ['direction marks', 'A\u202egpj.exe\u202c \u2066x\u2069\u200f', 'Agpj.exe x'],
    ['what hides', '\ufeffpass\u200bword\u00ad \u{e0041}!', 'password !'],
    ['lone surrogates', 'A\ud800B', 'A B'],
    ['spaces of all kinds', '\u3000A\u00a0\u2003\u2028B\r\n', 'A B'],
  ])('cleans a title of %s', (_, title, shown) => {
    expect(readPage(`<title>${title}</title>`).title).toBe(shown)
    expect(readOembed(JSON.stringify({ title }))?.title).toBe(shown)
  })

  it('leaves letters and emoji that are joined as they are', () => {
    const title = 'می\u200cخواهم 👩\u200d💻 क्\u200dष'
    expect(readPage(`<title>${title}</title>`).title).toBe(title)
  })

  it('keeps to the longest it shows, by whole letters', () => {
    const { title, description } = readPage(
      `<title>${'😀'.repeat(1_000)}</title><meta name=description content="${'x'.repeat(9_000)}">`,
    )
    expect([...title]).toHaveLength(300)
    expect(title.endsWith('😀…')).toBe(true)
    expect(description).toHaveLength(500)
  })

  it('finds nothing in a picture that calls itself a page', () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])
    const nothing = {
      title: '',
      author: '',
      description: '',
      durationSeconds: null,
      picture: '',
      type: null,
    }
    expect(readPage(textOf(png, null))).toEqual(nothing)
  })

  it.each([
    '<div>',
    '<svg>',
    '<p><b>',
    '<title>',
    '</p>',
    '<a ',
    '<!--',
    '<meta name=a content=b>',
    '<script type="application/ld+json">[{},',
    '&amp;',
  ])('reads 2 MB of %s in the time of a page', (unit) => {
    const html = `<title>First</title>${unit.repeat(2_000_000 / unit.length)}`
    const started = performance.now()
    expect(readPage(html).title).toBe('First')
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('counts levels, not tags', () => {
    const many = '<meta name=x content=y><br><p>a<p>b<div><hr/></div>'.repeat(5_000)
    expect(readPage(`${many}<title>Last</title>`).title).toBe('Last')
  })

  it('bears whatever comes, and shows nothing unseen', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<title>',
        '</title>',
        '<svg>',
        '<meta name="author" content="',
        '">',
        '<!--',
      ),
      fc.constantFrom(
        '<script type="application/ld+json">',
        '</script>',
        '{"duration":',
        '"PT1H"}',
      ),
    )
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const { title, author, description } = readPage(parts.join(''))
        for (const text of [title, author, description]) {
          expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]|^\s|\s$/u)
          expect([...text].length).toBeLessThanOrEqual(500)
        }
      }),
    )
  })

  it.each([
    ['90', 90],
    ['12.5', 12],
    ['PT0S', null],
    ['P1DT1H', 90_000],
    ['-5', null],
    ['1e9', null],
    ['9999999', null],
    ['P', null],
    ['an hour', null],
  ])('a duration of %s is %s', (text, seconds) => {
    const html = `<meta property="video:duration" content="${text}">`
    expect(readPage(html).durationSeconds).toBe(seconds)
  })
})

describe('oEmbed', () => {
  it('is asked of YouTube and Vimeo alone, about their videos', () => {
    const youTube = 'https://www.youtube.com/oembed?format=json&url='
    for (const url of [
      'https://www.youtube.com/watch?v=abcdefghijk',
      'https://youtu.be/abcdefghijk?t=3',
      'https://m.youtube.com/live/abcdefghijk',
    ]) {
      expect(oembedOf(url)).toBe(youTube + encodeURIComponent(url))
    }
    expect(oembedOf('https://vimeo.com/123456789')).toContain('https://vimeo.com/api/oembed.json')
    for (const url of [
      'https://www.youtube.com/@channel',
      'https://vimeo.com/blog',
      'https://youtube.com.evil.example/watch?v=abcdefghijk',
      'https://notvimeo.com/123456789',
    ]) {
      expect(oembedOf(url)).toBeNull()
    }
  })

  it('is read as far as it is one', () => {
    const answer = {
      title: 'T',
      author_name: 'A',
      duration: 61,
      description: 'D',
      html: '<b>',
      thumbnail_url: 'https://i.example/t.jpg',
    }
    expect(readOembed(JSON.stringify(answer))).toEqual({
      title: 'T',
      author: 'A',
      description: 'D',
      durationSeconds: 61,
      picture: 'https://i.example/t.jpg',
      type: null,
    })
    expect(readOembed('{"type": "video"}')).toMatchObject({ type: 'video' })
    expect(readOembed('{"title": 5, "duration": "x"}')).toMatchObject({ title: '', author: '' })
    expect(readOembed('<html>')).toBeNull()
    expect(readOembed('null')).toBeNull()
  })
})
