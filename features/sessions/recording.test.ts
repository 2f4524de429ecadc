import fc from 'fast-check'
import { expect, test } from 'vitest'
import { momentOf, recordingOf } from './recording'

test.each([
  ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'youtube', 'dQw4w9WgXcQ', 0],
  ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=754s', 'youtube', 'dQw4w9WgXcQ', 754_000],
  ['https://m.youtube.com/watch?list=x&v=dQw4w9WgXcQ', 'youtube', 'dQw4w9WgXcQ', 0],
  ['https://youtu.be/dQw4w9WgXcQ?t=1h2m3s', 'youtube', 'dQw4w9WgXcQ', 3_723_000],
  ['https://www.youtube.com/live/dQw4w9WgXcQ?si=abc', 'youtube', 'dQw4w9WgXcQ', 0],
  ['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90', 'youtube', 'dQw4w9WgXcQ', 90_000],
  ['https://vimeo.com/76979871#t=1m30s', 'vimeo', '76979871', 90_000],
  ['https://vimeo.com/channels/staff/76979871', 'vimeo', '76979871', 0],
  [
    'https://media.example.org/a/talk.MP4?x=1',
    'file',
    'https://media.example.org/a/talk.MP4?x=1',
    0,
  ],
])('%s', (address, player, id, startMs) => {
  expect(recordingOf(address)).toEqual({ player, id, startMs })
})

test('an unlisted recording of Vimeo keeps its key', () => {
  const expected = { player: 'vimeo', id: '76979871', key: '8272103f6e', startMs: 0 }
  expect(recordingOf('https://vimeo.com/76979871/8272103f6e')).toEqual(expected)
  expect(recordingOf('https://player.vimeo.com/video/76979871?h=8272103f6e')).toEqual(expected)
})

test.each([
  'https://example.org/talk',
  'https://www.youtube.com/@channel',
  'https://www.youtube.com/watch?v=../../evil',
  'https://youtube.com.example.org/watch?v=dQw4w9WgXcQ',
  'http://media.example.org/talk.mp4',
  'javascript:alert(1)//talk.mp4',
  'talk.mp4',
  '',
])('%j stays a link', (address) => expect(recordingOf(address)).toBeNull())

test('nothing but plain ids and http addresses ever comes out', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
      const it = recordingOf(address)
      if (it?.player === 'file') expect(new URL(it.id).protocol).toBe('https:')
      else if (it) expect(it.id).toMatch(/^[\w-]+$/)
    }),
  )
})

test('what was written while it ran gets its moment', () => {
  const began = new Date('2026-11-11T14:30:00Z')
  const at = (time: string) => momentOf(new Date(`2026-11-11T${time}Z`), began, 3_600_000)
  expect(at('14:37:52')).toBe(472_000)
  expect(at('14:29:59')).toBeNull()
  expect(at('15:30:01')).toBeNull()
})
