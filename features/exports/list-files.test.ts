import { parseDocument } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { decodeEntities } from '@/features/imports/formats/text'
import { parseXml } from '@/features/imports/formats/xml-tree'
import { type ExportedList, listBookmarks, listMarkdown, listOpml } from './list-files'
import type { ExportedEntry } from './queries'

const entry = (given: Partial<ExportedEntry>): ExportedEntry => ({
  ...{ section: null, url: 'https://a.example/', title: 'A', type: 'article', site: 'a.example' },
  ...{ why: '', offsetSeconds: null, addedBy: 'Ada', addedAt: new Date('2026-11-10T09:00:00Z') },
  session: null,
  ...given,
})

const list: ExportedList = {
  title: 'Sandboxes & "more"',
  description: 'Worth **it**.',
  entries: [
    entry({ title: 'First', why: 'Short\nand good' }),
    entry({
      section: 'White papers',
      title: '<b>Second</b> \u0007',
      url: 'https://b.example/?a=1&b=2',
    }),
    entry({ section: 'White papers', title: '第三', url: 'https://c.example/' }),
    entry({ section: 'Videos', title: 'Fourth', type: 'session', url: null }),
  ],
}
const addressed = {
  address: 'https://hallway.example/list',
  entryAt: ({ url }: ExportedEntry) => url ?? 'https://hallway.example/talk',
}

describe('a reading list that goes out', () => {
  test('as Markdown has a heading a section, and each why below its entry', () => {
    expect(listMarkdown(list, addressed)).toBe(
      [
        '---\ntitle: "Sandboxes & \\"more\\""\naddress: "https://hallway.example/list"\n---\n',
        '# Sandboxes \\& "more"\n',
        'Worth **it**.\n',
        '- [First](<https://a.example/>)\n  Short\n  and good\n',
        '## White papers\n',
        '- [\\<b\\>Second\\</b\\> \u0007](<https://b.example/?a=1&b=2>)',
        '- [第三](<https://c.example/>)\n',
        '## Videos\n',
        '- [Fourth](<https://hallway.example/talk>)\n',
      ].join('\n'),
    )
  })

  test('as bookmarks is read as folders with addresses, titles and dates', () => {
    const read = parseDocument(listBookmarks(list, addressed))
    const found: string[] = []
    const walk = (nodes: typeof read.children) => {
      for (const node of nodes) {
        if (!('children' in node)) continue
        const { name, attribs } = node as unknown as {
          name: string
          attribs: Record<string, string>
        }
        const words = node.children.flatMap((it) => ('data' in it ? [it.data] : [])).join('')
        if (name === 'h3') found.push(words)
        if (name === 'a') found.push(`${words} ${attribs.href} ${attribs.add_date}`)
        if (name === 'dd') found.push(words.trim())
        walk(node.children as typeof read.children)
      }
    }
    walk(read.children)
    expect(found).toEqual([
      'Sandboxes & "more"',
      'First https://a.example/ 1794301200',
      'Short\nand good',
      'White papers',
      '<b>Second</b>  https://b.example/?a=1&b=2 1794301200',
      '第三 https://c.example/ 1794301200',
      'Videos',
      'Fourth https://hallway.example/talk 1794301200',
    ])
  })

  test('as OPML is XML, whatever control characters a title holds', () => {
    const tree = parseXml(listOpml(list, addressed), new Set(['outline']))
    const read = decodeEntities(JSON.stringify(tree))
    for (const words of [
      'White papers',
      'https://b.example/?a=1&b=2',
      '第三',
      'Sandboxes & "more"',
    ]) {
      expect(read).toContain(words)
    }
    expect(read).not.toContain('\\u0007')
  })
})
