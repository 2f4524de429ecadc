import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Bookmarks } from './bookmarks'
import { decode, refuseOtherKinds } from './bytes'
import { Problems } from './problems'
import { defaultLimits } from './programme'
import { readLinks } from './read-links'

const samples = process.env.HALLWAY_SAMPLES ?? ''

function read(path: string): Bookmarks {
  const bytes = readFileSync(join(samples, path))
  refuseOtherKinds(bytes)
  const found = readLinks(decode(bytes).text, defaultLimits, new Problems(500))
  if (!found) throw new Error(`${path}: no links`)
  return found
}

const count = (found: Bookmarks, has: (link: Bookmarks['links'][number]) => unknown) =>
  found.links.filter(has).length
const refused = ({ problems }: Bookmarks) =>
  problems.filter(({ code }) => code === 'address-refused').length

// file, anchors, of them without a web address, folders, dated links, tagged links. Counted in the
// files by `grep`, not by this program.
type Page = [string, number, number, number, number, number]
const pages: Page[] = [
  ['chromium_flat.htm', 9, 0, 0, 9, 0],
  ['chromium_nested.htm', 18, 0, 7, 18, 0],
  ['delicious.htm', 5, 0, 0, 5, 5],
  ['delicious_sanitize.htm', 2, 0, 0, 2, 2],
  ['firefox_flat.htm', 24, 3, 1, 21, 20],
  ['firefox_nested.htm', 24, 3, 6, 21, 20],
  ['google_bookmarks_nested.htm', 6, 0, 1, 6, 0],
  ['internet_explorer_11_flat.htm', 18, 0, 0, 18, 0],
  ['internet_explorer_11_nested.htm', 27, 0, 9, 27, 0],
  ['netscape_basic.htm', 2, 0, 0, 2, 2],
  ['netscape_extended.htm', 1, 0, 0, 1, 1],
  ['netscape_multiline.htm', 3, 0, 0, 3, 3],
  ['netscape_nested.htm', 8, 0, 4, 8, 5],
  ['safari_folded.htm', 3, 0, 5, 0, 0],
  ['scuttle.htm', 4, 0, 0, 4, 4],
  ['scuttle_new_line.htm', 1, 0, 0, 1, 1],
  ['shaarli.htm', 6, 1, 0, 5, 5],
  ['shaarli_legacy.htm', 2, 0, 0, 2, 2],
  ['linkding-simple_valid_import_file.html', 3, 0, 0, 3, 3],
  ['linkding-simple_valid_import_file_with_one_invalid_bookmark.html', 3, 0, 0, 2, 3],
]

// file, format, links, of them to do / doing / done, folders, with a note, refused, starred
type Export = [string, string, number, string, number, number, number, number?]
const exports: Export[] = [
  ['wallabag-fixtures/delicious_export.2021.02.06_21.10.json', 'links-json', 3, '0/0/0', 0, 1, 0],
  ['wallabag-fixtures/elcurator.json', 'links-json', 1, '0/0/0', 0, 0, 0],
  ['wallabag-fixtures/firefox-bookmarks.json', 'firefox-json', 2, '0/0/0', 2, 0, 0],
  ['wallabag-fixtures/instapaper-export.csv', 'instapaper-csv', 4, '1/0/1', 1, 0, 0, 1],
  ['wallabag-fixtures/omnivore.json', 'omnivore', 20, '19/0/1', 0, 0, 0],
  ['wallabag-fixtures/pocket.csv', 'pocket-csv', 7, '5/0/2', 0, 0, 0],
  ['wallabag-fixtures/readability.json', 'readability', 3, '3/0/0', 0, 0, 0, 1],
  ['wallabag-fixtures/ril_export.html', 'pocket-html', 2, '2/0/0', 0, 0, 0],
  ['wallabag-fixtures/shaarli-bookmarks.html', 'netscape', 2, '0/0/0', 0, 1, 0],
  ['pocket/shiori-pocket-new.csv', 'pocket-csv', 1, '1/0/0', 0, 0, 0],
  ['pocket/shiori-pocket-old.csv', 'pocket-csv', 1, '1/0/0', 0, 0, 0],
  ['pocket/pocket-ril_export-chinese-2014.html', 'pocket-html', 1730, '0/0/1730', 0, 0, 0],
  ['pocket/pocket-annotations.json', 'links-json', 290, '0/0/0', 0, 290, 0],
  // 4,269 rows: one has no address, two have one that begins with "httpss"
  ['instapaper/instapaper-export-2023.csv', 'instapaper-csv', 4266, '3329/0/200', 44, 31, 3],
  ['linkwarden-export.json', 'linkwarden', 6, '0/0/0', 6, 0, 0],
  ['opml/engineering_blogs.opml', 'opml', 422, '0/0/0', 1, 422, 0],
  ['opml/awesome-tech-rss.opml', 'opml', 141, '0/0/0', 12, 0, 0],
  ['opml/chinese-independent-blogs.opml', 'opml', 1326, '0/0/0', 0, 1326, 0],
]

// file, links to the web, of them to who made what stands before, other addresses
const lists: [string, number, number, number][] = [
  ['8-awesome-lists/awesome-cloud-native.md', 790, 0, 0],
  ['8-awesome-lists/awesome-kubernetes-projects.md', 511, 2, 0],
  ['8-awesome-lists/awesome-kubernetes-articles.md', 172, 66, 0],
  ['8-awesome-lists/awesome-kubernetes-videos.md', 27, 10, 0],
  ['8-awesome-lists/awesome-cloud-native-security-chinese.md', 233, 0, 0],
  // 135 links, and 140 feeds in blocks of code
  ['8-awesome-lists/awesome-tech-rss.md', 275, 0, 3],
  ['3-kubecon-talk-lists/kubernetes-talks-watch-list.md', 161, 0, 0],
]

describe.skipIf(!samples)('links that people exported', () => {
  it.each(pages)('%s', (file, anchors, relative, folders, dated, tagged) => {
    const found = read(`6-bookmarks/netscape/${file}`)
    expect(found.links).toHaveLength(anchors - relative)
    expect(refused(found)).toBe(relative)
    expect(found.folders).toHaveLength(folders)
    expect(count(found, ({ addedAt }) => addedAt)).toBe(dated)
    expect(count(found, ({ tags }) => tags.length)).toBe(tagged)
  })

  it.each(exports)('%s', (file, format, links, states, folders, noted, left, starred = 0) => {
    const found = read(`6-bookmarks/${file}`)
    expect(found.format).toBe(format)
    expect(found.links).toHaveLength(links)
    const of = (state: string) => count(found, (link) => link.state === state)
    expect(`${of('todo')}/${of('doing')}/${of('done')}`).toBe(states)
    expect(found.folders).toHaveLength(folders)
    expect(count(found, ({ note }) => note)).toBe(noted)
    expect(count(found, ({ favourite }) => favourite)).toBe(starred)
    expect(refused(found)).toBe(left)
  })

  it.each(lists)('%s', (file, links, credits, others) => {
    const found = read(file)
    expect(found.links).toHaveLength(links - credits)
    expect(found.homeless).toEqual(credits ? [{ field: 'by', count: credits }] : [])
    expect(refused(found)).toBe(others)
  })

  it.each(['shaarli_markdown', 'shaarli_with_tabs_and_spaces', 'shaarli_with_whitespace_tags'])(
    '%s holds notes of its own, and no link',
    (file) => expect(() => read(`6-bookmarks/netscape/${file}.htm`)).toThrow('no-links'),
  )

  it('keeps nested collections, passages and both addresses of a feed', () => {
    const next = read('6-bookmarks/linkwarden-export.json').links.find(
      (one) => one.title === 'Next.js',
    )
    expect(next?.folder).toEqual(['Tech', 'Frontend', 'Frameworks'])
    const quotes = read('6-bookmarks/pocket/pocket-annotations.json').links
    const passages = quotes
      .flatMap(({ note }) => note.split('\n\n'))
      .filter((one) => /^>/.test(one))
    // 487, seven of which are empty
    expect(passages).toHaveLength(480)
    const [feed] = read('6-bookmarks/opml/chinese-independent-blogs.opml').links
    expect(feed).toMatchObject({
      url: 'https://blog.t9t.io/',
      note: 'https://blog.t9t.io/atom.xml',
    })
  })

  it('says what has no place', () => {
    expect(read('6-bookmarks/netscape/chromium_nested.htm').homeless).toEqual([
      { field: 'icon', count: 17 },
    ])
    const omnivore = read('6-bookmarks/wallabag-fixtures/omnivore.json').homeless
    expect(omnivore.map(({ field }) => field)).toContain('thumbnail')
  })

  it('takes no notes and no programme for links', () => {
    for (const path of [
      'notes/kubecon-na-2020.zh.md',
      'notes/kubecon-china-2018.zh.md',
      '5-notes/kaushikchaubal-kubecon-eu-2019/day4.md',
      '5-notes/dcchambers-kubecon-na-2022/session-notes.md',
      '4-sched-csv-and-sessionize/penguicon-2019-sched-export.csv',
      '1-frab-pretalx/good-2025.json',
      '1-frab-pretalx/coscup-2025.json',
    ]) {
      expect(() => read(path), path).toThrow('no links')
    }
  })
})
