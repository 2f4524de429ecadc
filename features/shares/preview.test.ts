import { expect, test } from 'vitest'
// Of all that it can read, sharp reads photos alone in this product
import '@/features/files/photo'
import { previewPicture } from './preview'

test('the picture of an address has the size that previews take, whatever the title', async () => {
  const titles = [
    'Short',
    '</span>&<b>'.repeat(18),
    '港口与头盔'.repeat(40),
    '\u0000\u202e',
    'x'.repeat(200),
  ]
  const pictures = titles.map((title) => previewPicture({ label: 'A list', title, facts: '' }))
  for (const picture of await Promise.all(pictures)) {
    expect(picture.toString('latin1', 1, 4)).toBe('PNG')
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 630])
  }
})
