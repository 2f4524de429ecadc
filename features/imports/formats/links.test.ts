import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from './bookmarks'
import { decode } from './bytes'
import { readCsv } from './csv'
import { Problems } from './problems'
import { defaultLimits } from './programme'
import { readLinks } from './read-links'
import { Refused } from './refusal'

const read = (text: string, limits = {}) =>
  readLinks(text, { ...defaultLimits, ...limits }, new Problems(500))

const page = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p>
  <DT><A HREF="https://a.example/x?b=1&amp;copy=2" ADD_DATE="1616337559" TAGS="ci,two words" ICON="data:x">A &lt;b&gt;</A>
  <DD>Why &amp; how
  <DT><H3>Talks</H3>
  <DL><p>
    <DT><A HREF="javascript:alert(1)">Bookmarklet</A>
    <DT><H3>2024</H3>
    <DL><p><DT><A HREF="https://b.example/" TOREAD="1">B</A></DL><p>
    <DT><A HREF="https://c.example/">https://c.example</A>
  </DL><p>
  <DT><A HREF="https://d.example/">D</A>
</DL>`

describe('bookmark files', () => {
  it('keep folders, order, tags, dates, notes and what is to be read', () => {
    const found = read(page)
    expect(found?.links.map(({ url, title, folder }) => [url, title, folder.join('/')])).toEqual([
      ['https://a.example/x?b=1&copy=2', 'A <b>', ''],
      ['https://b.example/', 'B', 'Talks/2024'],
      ['https://c.example/', '', 'Talks'],
      ['https://d.example/', 'D', ''],
    ])
    expect(found?.links[0]).toMatchObject({
      tags: ['ci', 'two words'],
      addedAt: '2021-03-21T14:39:19.000Z',
      note: 'Why & how',
      line: 4,
    })
    expect(found?.links[1]?.state).toBe('todo')
    expect(found?.homeless).toEqual([{ field: 'icon', count: 1 }])
    expect(found?.problems).toMatchObject([
      { code: 'address-refused', line: 8, item: 'Bookmarklet' },
    ])
  })

  it('read Raindrop, Karakeep and wallabag', () => {
    const raindrop = read(
      'id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n7,T,"my, note",page,https://a.example,a/b,"x, y",2023-05-06T07:08:09.000Z,c.png,,false\n',
    )
    expect(raindrop).toMatchObject({
      format: 'raindrop-csv',
      links: [
        {
          folder: ['a', 'b'],
          tags: ['x', 'y'],
          note: 'my, note',
          addedAt: '2023-05-06T07:08:09.000Z',
        },
      ],
    })
    expect(raindrop?.homeless.map(({ field }) => field)).toEqual(['cover', 'excerpt', 'id'])
    const karakeep = read(
      JSON.stringify({
        bookmarks: [
          {
            createdAt: 1_700_000_000,
            title: 'T',
            tags: ['x'],
            lists: ['2'],
            content: { type: 'link', url: 'https://a.example' },
            note: 'n',
            archived: true,
          },
          {
            createdAt: 1,
            title: null,
            tags: [],
            content: { type: 'text', text: 'words' },
            note: null,
          },
        ],
        lists: [
          { id: '1', name: 'Outer', parentId: null },
          { id: '2', name: 'Inner', parentId: '1' },
        ],
      }),
    )
    expect(karakeep?.links).toMatchObject([
      { folder: ['Outer', 'Inner'], state: 'done', note: 'n', tags: ['x'] },
    ])
    expect(karakeep?.problems).toMatchObject([{ code: 'address-refused', item: 'words' }])
    const wallabag = read(
      '[{"is_archived":1,"is_starred":0,"tags":["a"],"title":"T","url":"https://a.example","content":"<p>x</p>","created_at":"2016-09-08T11:55:58+0200","domain_name":"a.example","annotations":[{"text":"mine","quote":"theirs"}]}]',
    )
    expect(wallabag).toMatchObject({
      format: 'wallabag',
      links: [{ state: 'done', addedAt: '2016-09-08T09:55:58.000Z' }],
    })
    expect(wallabag?.links[0]?.note).toContain('theirs')
  })

  it.each([
    [
      'Raindrop’s table',
      'id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite',
      '7,T,,,URL,,,,,,STAR',
      'true',
    ],
    ['any other table', 'url,title,starred', 'URL,T,STAR', '1'],
    [
      'Instapaper’s table',
      'URL,Title,Selection,Folder,Timestamp',
      'URL,T,,STAR,1443000000',
      'Starred',
    ],
  ])('tell what was starred: %s', (_, head, row, star) => {
    const rows = [star, ''].map((said, at) => {
      return row.replace('URL', `https://${at}.example`).replace('STAR', said)
    })
    const found = read(`${head}\n${rows.join('\n')}\n`)
    expect(found?.links.map(({ favourite }) => favourite)).toEqual([true, false])
    expect(found?.folders).toEqual([])
    expect(found?.homeless.map(({ field }) => field)).not.toContain('favorite')
  })

  it.each([
    ['wallabag', { is_archived: 0, domain_name: 'a.example', is_starred: 1 }],
    ['Readability', { article__url: 'https://a.example', favorite: true, archive: false }],
    ['Omnivore and others', { savedAt: '2024-01-01', slug: 'a', isFavorite: true }],
  ])('tell what was starred: %s', (_, fields) => {
    const one = { title: 'T', url: 'https://a.example', ...fields }
    const whole = 'article__url' in fields ? { bookmarks: [one] } : [one]
    const found = read(JSON.stringify(whole))
    expect(found?.links).toMatchObject([{ favourite: true }])
    const left = found?.homeless.map(({ field }) => field)
    for (const star of ['is_starred', 'favorite', 'isFavorite']) expect(left).not.toContain(star)
  })

  it('tell what was starred: pins of Linkwarden, favourites of Karakeep, and browsers’ files', () => {
    const linkwarden = read(
      JSON.stringify({
        collections: [
          {
            ...{ id: 1, name: 'C', parentId: null },
            links: [
              { id: 5, name: 'A', url: 'https://a.example' },
              { id: 6, name: 'B', url: 'https://b.example' },
            ],
          },
        ],
        pinnedLinks: [{ id: 6, url: 'https://b.example' }],
      }),
    )
    expect(linkwarden?.links.map(({ favourite }) => favourite)).toEqual([false, true])
    const content = { type: 'link', url: 'https://a.example' }
    const karakeep = read(
      JSON.stringify({ bookmarks: [{ content, title: 'T', favourited: true }] }),
    )
    expect(karakeep?.links).toMatchObject([{ favourite: true, state: null }])
    const page = read(
      '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="https://a.example" IMPORTANT="true">A</A><DT><A HREF="https://b.example" IMPORTANT="red">B</A></DL>',
    )
    expect(page?.links.map(({ favourite }) => favourite)).toEqual([true, false])
    expect(page?.homeless).toEqual([{ field: 'important', count: 1 }])
  })

  it('read lists in Markdown', () => {
    const list = read(
      '# Nets\n\n## Contents\n- [Talks](#talks)\n\n## Talks\n- [A](https://a.example) - by Ada\n- [B](https://b.example)\n### 2024\n- [C](https://c.example)\n- [D](https://d.example), [slides](https://e.example)\n- [F](docs/f.md)\n',
    )
    expect(list?.title).toBe('Nets')
    expect(list?.links.map(({ title, folder, note }) => [title, folder.join('/'), note])).toEqual([
      ['A', 'Talks', 'by Ada'],
      ['B', 'Talks', ''],
      ['C', '2024', ''],
      ['D', '2024', 'slides'],
      ['D (slides)', '2024', ''],
    ])
    expect(list?.problems).toMatchObject([{ code: 'address-refused', item: 'docs/f.md' }])
  })

  it('refuse what is no list of links, or too long a one', () => {
    expect(read('# Talk\n\n- a point\n- [a link](https://a.example)\n')).toBeNull()
    expect(() => read(page, { entries: 2 })).toThrow('too-many-links')
    expect(() =>
      read('<?xml version="1.0"?><!DOCTYPE o [<!ENTITY a "b">]><opml><body/></opml>'),
    ).toThrow('entities')
  })

  it('survive whatever a file holds', () => {
    const piece = fc.constantFrom(
      ...['<DT>', '<H3>', '</H3>', '<DL>', '</DL>', '<A HREF="https://a.example">', '</A>', '<DD>'],
      ...[
        '"',
        ',',
        '\n',
        '[x](https://b.example)',
        '- ',
        '# ',
        'url,title\n',
        '{',
        '<opml>',
        '\0',
        '\u202e',
      ],
    )
    fc.assert(
      fc.property(
        fc.constantFrom('<!DOCTYPE NETSCAPE-Bookmark-file-1>', 'url,title\n', '- ', ''),
        fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 40 }),
        (start, pieces) => {
          try {
            for (const { url } of read(start + pieces.join(''))?.links ?? [])
              expect(url).toMatch(/^https?:/)
          } catch (error) {
            if (!(error instanceof Refused)) throw error
          }
        },
      ),
    )
  })
})

describe('encodings', () => {
  const chinese = Buffer.from('b8d0cfeba3bab7fecef1cdf8b8f1', 'hex')

  it.each([
    ['GB 18030', chinese, '感想：服务网格', 'gb18030'],
    [
      'windows-1252',
      Buffer.from('Gr\u00fc\u00dfe aus K\u00f6ln', 'latin1'),
      'Grüße aus Köln',
      'windows-1252',
    ],
    ['UTF-8', Buffer.from('感想'), '感想', null],
    ['UTF-16', Buffer.from('\ufeff感想: yes', 'utf16le'), '感想: yes', null],
  ])('%s is read', (_, bytes, text, guessedEncoding) => {
    expect(decode(bytes)).toEqual({ text, guessedEncoding })
  })
})

describe('tables', () => {
  it('come back as they were written', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '港'), maxLength: 6 })
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 })
    fc.assert(
      fc.property(rows, (table) => {
        const text = table
          .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
          .join('\r\n')
        expect(readCsv(text).map(({ cells }) => cells)).toEqual(table)
      }),
    )
  })

  it('know the line of each row, also behind a cell of several', () => {
    expect(readCsv('a,b\n"x\ny",2\n\n3,4\n').map(({ line }) => line)).toEqual([1, 2, 5])
  })
})

describe('instants', () => {
  it.each([
    ['1616337559', '2021-03-21T14:39:19.000Z'],
    ['1616337559000', '2021-03-21T14:39:19.000Z'],
    ['1616337559000000', '2021-03-21T14:39:19.000Z'],
    ['10/Oct/2000:13:55:36 +0300', '2000-10-10T10:55:36.000Z'],
    ['2015-09-09 11:10:32 UTC', '2015-09-09T11:10:32.000Z'],
    ['2016-08-25T12:05:00', '2016-08-25T12:05:00.000Z'],
    ['2016-08-25', '2016-08-25T00:00:00.000Z'],
    ['invaliddate', null],
    ['0', null],
  ])('%s', (written, expected) => expect(instant(written)).toBe(expected))
})
