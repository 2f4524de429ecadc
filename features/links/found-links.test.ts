import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findLinks, longestText, mostLinks } from './found-links'

const found = (text: string) =>
  findLinks(text).links.map(({ section, title, url, why }) => ({ section, title, url, why }))
const only = (text: string) => findLinks(text).links[0]

const note = `# Notes of the day

> Source: <https://example.org/notes>

## Service mesh

**Stackrox** (security)

* [State of clusters — white paper](https://stackrox.example/state.pdf)
* [Seven habits](https://www.youtube.com/watch?v=HRU0aCkhgwg&feature=youtu.be&t=9) (video). Watch later.
* Deep dive into tracing ( [GitHub repo](https://github.com/example/tracing) )

## More [↑](#top)

A sentence of its own. Read [this survey](https://survey.example/2020), it has numbers. The rest is noise.

Good talk on operators
https://talks.example/operators

- https://bare.example/a and why one reads it
- [tanka . dev](http://tanka.example)—[flexible configuration](https://tanka.example/)
- by hand: [Kops](https://kops.example/) by [Tim](https://twitter.com/tim)
- [my other post](/going-down) and [nothing](javascript:alert(1)) ![lost](https://img.example/x.png)

\`\`\`
https://feeds.example/rss
curl https://not.example/this | sh
\`\`\`
`

describe('links in a text', () => {
  it('come with title, why and section', () => {
    expect(found(note)).toEqual([
      { section: '', title: 'Source', url: 'https://example.org/notes', why: '' },
      {
        section: 'Stackrox (security)',
        title: 'State of clusters — white paper',
        url: 'https://stackrox.example/state.pdf',
        why: '',
      },
      {
        section: 'Stackrox (security)',
        title: 'Seven habits',
        url: 'https://www.youtube.com/watch?v=HRU0aCkhgwg&feature=youtu.be&t=9',
        why: '(video). Watch later.',
      },
      {
        section: 'Stackrox (security)',
        title: 'Deep dive into tracing (GitHub repo)',
        url: 'https://github.com/example/tracing',
        why: '',
      },
      {
        section: 'More ↑',
        title: 'this survey',
        url: 'https://survey.example/2020',
        why: 'it has numbers.',
      },
      {
        section: 'More ↑',
        title: 'Good talk on operators',
        url: 'https://talks.example/operators',
        why: '',
      },
      {
        section: 'More ↑',
        title: '',
        url: 'https://bare.example/a',
        why: 'and why one reads it',
      },
      {
        section: 'More ↑',
        title: 'tanka . dev',
        url: 'http://tanka.example/',
        why: 'flexible configuration',
      },
      {
        section: 'More ↑',
        title: 'flexible configuration',
        url: 'https://tanka.example/',
        why: '',
      },
      { section: 'More ↑', title: 'Kops', url: 'https://kops.example/', why: 'by Tim' },
      { section: 'More ↑', title: 'Tim', url: 'https://twitter.com/tim', why: '' },
      { section: 'More ↑', title: '', url: 'https://feeds.example/rss', why: '' },
    ])
  })

  it('are told apart from what is no address of the web', () => {
    const { title, relative, refused, links } = findLinks(note)
    expect({ title, relative, refused }).toEqual({
      title: 'Notes of the day',
      relative: ['/going-down'],
      refused: [{ address: 'javascript:alert(1)', code: 'scheme' }],
    })
    expect(links.map(({ repeats }) => repeats)[8]).toBe(7)
    expect(links.filter(({ credit }) => credit).map(({ title }) => title)).toEqual(['Tim'])
    expect(links[2]).toMatchObject({ offsetSeconds: 9, type: 'video' })
  })

  it.each([
    ['见https://thanos.example/。很好', 'https://thanos.example/'],
    ['https://thanos.example发现了', 'https://thanos.example/'],
    ['https://thanos.example/**发现了**', 'https://thanos.example/'],
    ['(www.example.org/a).', 'https://www.example.org/a'],
    ['see github.com/a/b, README.md and node.js', 'https://github.com/a/b'],
    [
      '<a class="x" href="https://example.org/?a=1&amp;b=2">Ours</a>',
      'https://example.org/?a=1&b=2',
    ],
    [
      '<p>\n<a href=https://example.org/x><img src="https://example.org/y.png"></a>\n</p>',
      'https://example.org/x',
    ],
    ['| a | b |\n|---|---|\n| [x](https://example.org/t) | y |', 'https://example.org/t'],
    ['[x][1]\n\n[1]: https://example.org/r', 'https://example.org/r'],
    ['    [x](https://example.org/indented)', 'https://example.org/indented'],
  ])('are found in %j', (text, url) => {
    expect(findLinks(text).links.map((link) => link.url)).toEqual([url])
  })

  it('have sections by bold lines, lines before a list, and the part above where two share a name', () => {
    const text = `## One\n### General\n- https://a.example/1\n## Two\n### General\n- https://a.example/2\n
**Tools**\n\n- https://a.example/3\n\nTo read:\n- https://a.example/4\n\n**Bold** sentence.\n\nhttps://a.example/5`
    const sections = ['One: General', 'Two: General', 'Tools', 'To read', 'To read']
    expect(found(text).map(({ section }) => section)).toEqual(sections)
  })

  it('keep the better words of two', () => {
    expect(
      only('https://a.example/x\n\n[The title](https://a.example/x?utm_source=y) - because'),
    ).toMatchObject({ title: 'The title', why: 'because' })
  })

  it('lose what would turn their words round', () => {
    expect(only('[a\u202eb\u0007c](https://a.example)')?.title).toBe('a b c')
    expect(only(`[${'字'.repeat(400)}](https://a.example)`)?.title).toHaveLength(300)
  })

  it('are as many as there are, up to a limit', () => {
    const text = Array.from({ length: mostLinks + 7 }, (_, n) => `- https://a.example/${n}`).join(
      '\n',
    )
    const { links, more } = findLinks(text)
    expect([links.length, more]).toEqual([mostLinks, 7])
  })

  it('are found whatever stands around them', () => {
    const word = fc.stringMatching(/^[a-z一-龥]{1,8}$/)
    const items = fc.array(fc.record({ label: word, path: fc.uuid(), why: word }), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(items, (items) => {
        const text = items.map(
          ({ label, path, why }) => `- [${label}](https://a.example/${path}) - ${why}`,
        )
        const all = items.map(({ label, path, why }) => ({
          section: '',
          title: label,
          url: `https://a.example/${path}`,
          why,
        }))
        const vague =
          /^(here|links?|more|see|code|demo|docs?|site|blog|talk|wiki|pdf|video|paper|issue|source)$/
        fc.pre(items.every(({ label }) => !vague.test(label)))
        expect(found(text.join('\n'))).toEqual(all)
      }),
    )
  })

  it('are looked for without an error in any text', () => {
    const scraps = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '<a href="',
      '">',
      '**',
      '# ',
      '- ',
      '\n',
      '`',
      'https://',
      'a.example',
      '|',
      '。',
      '!',
      '\ud800',
    )
    const text = fc.array(fc.oneof(scraps, fc.string({ unit: 'binary', maxLength: 5 })), {
      maxLength: 200,
    })
    fc.assert(
      fc.property(text, (parts) =>
        findLinks(parts.join('')).links.every(({ url }) => URL.canParse(url)),
      ),
    )
  })

  it.each([
    ['[\n', 60_000],
    ['![', 60_000],
    ['**a\n', 50_000],
    ['http://', longestText / 7],
    ['<a href=', 60_000],
    ['a.bb/c\n', 30_000],
    ['  word\n', 60_000],
  ])('take time in proportion, also in %j without end', (scrap, times) => {
    const begun = performance.now()
    findLinks(scrap.repeat(times))
    expect(performance.now() - begun).toBeLessThan(20_000)
  })
})

const samples = process.env.HALLWAY_SAMPLES ?? ''
const count = (name: string) => {
  const text = readFileSync(path.join(samples, name), 'utf8')
  const { links, relative, refused, more } = findLinks(text)
  const types: Record<string, number> = {}
  for (const { type } of links) types[type] = (types[type] ?? 0) + 1
  const repeated = links.filter(({ repeats }) => repeats !== null).length
  const sections = new Set(links.map(({ section }) => section)).size
  expect({ more, refused }).toEqual({ more: 0, refused: [] })
  return {
    text,
    counts: { links: links.length, relative: relative.length, repeated, sections, ...types },
  }
}

describe.skipIf(!samples)("other people's lists", () => {
  // Counted a second time, without Markdown
  const byHand = (text: string) => {
    const withoutPictures = text.replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    const labelled = withoutPictures.match(/\]\(https?:/g)?.length ?? 0
    const inCode = text.match(/^https?:\S+$/gm)?.length ?? 0
    return labelled + inCode
  }

  it.each([
    [
      'awesome-cloud-native',
      {
        links: 790,
        relative: 0,
        repeated: 0,
        sections: 36,
        repository: 773,
        product: 16,
        article: 1,
      },
    ],
    [
      'awesome-cloud-native-security-chinese',
      {
        links: 233,
        relative: 0,
        repeated: 0,
        sections: 21,
        article: 141,
        paper: 36,
        repository: 35,
        slides: 11,
        video: 6,
        docs: 3,
        product: 1,
      },
    ],
    [
      'awesome-kubernetes-articles',
      {
        links: 172,
        relative: 0,
        repeated: 24,
        sections: 11,
        article: 143,
        product: 23,
        repository: 3,
        docs: 2,
        paper: 1,
      },
    ],
    [
      'awesome-kubernetes-projects',
      {
        links: 511,
        relative: 0,
        repeated: 14,
        sections: 42,
        repository: 368,
        product: 75,
        article: 47,
        docs: 21,
      },
    ],
    [
      'awesome-kubernetes-videos',
      {
        links: 27,
        relative: 0,
        repeated: 2,
        sections: 3,
        video: 16,
        article: 9,
        product: 1,
        slides: 1,
      },
    ],
    [
      'awesome-tech-rss',
      {
        links: 275,
        relative: 3,
        repeated: 12,
        sections: 12,
        article: 180,
        product: 86,
        video: 8,
        docs: 1,
      },
    ],
  ])('%s', (name, expected) => {
    const { text, counts } = count(`8-awesome-lists/${name}.md`)
    expect(counts).toEqual(expected)
    expect(byHand(text)).toBe(expected.links)
  })

  it('notes with links by vendor', () => {
    const { text, counts } = count('notes/kubecon-na-2020.zh.md')
    // 40 labelled ones, of which one is relative; one in angle brackets; two bare ones
    expect(byHand(text) + 1).toBe(40)
    expect(counts).toEqual({
      links: 42,
      relative: 1,
      repeated: 4,
      sections: 10,
      video: 8,
      article: 12,
      product: 11,
      repository: 5,
      paper: 4,
      docs: 2,
    })
    expect(only(text)?.title).toBe('原文')
  })

  it('notes with pictures only', () => {
    expect(count('notes/kubecon-china-2018.zh.md').counts).toEqual({
      links: 0,
      relative: 0,
      repeated: 0,
      sections: 0,
    })
  })
})
