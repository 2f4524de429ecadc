import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { readPlaylist } from '../../formats/playlist'
import { linesOfLinks } from './playlist-lines'

const entry = (id: string, title: string) => `
  <a id="thumbnail" href="https://www.youtube.com/watch?v=${id}&list=PL1&index=1"><img><span>45:01</span></a>
  <h3><a id="video-title" title="${title}" href="https://www.youtube.com/watch?v=${id}&list=PL1&index=1">
    ${title}</a></h3>
  <a href="https://www.youtube.com/@gotocon">GOTO Conferences</a>`

describe('what is copied from the page of a playlist', () => {
  it('gives titles and addresses', () => {
    const { document } = parseHTML(
      `<html><body>${entry('aaaaaaaaaaa', 'Simple made easier • GOTO 2025')}
        ${entry('bbbbbbbbbbb', 'Beyond agile')}<a href="javascript:x">No</a><a href="#a">x</a></body></html>`,
    )
    const lines = linesOfLinks(document)
    expect(lines[0]).toBe(
      'Simple made easier • GOTO 2025\thttps://www.youtube.com/watch?v=aaaaaaaaaaa&list=PL1&index=1',
    )
    expect(readPlaylist(lines.join('\n')).items.map(({ title }) => title)).toEqual([
      'Simple made easier • GOTO 2025',
      'Beyond agile',
    ])
  })
})
