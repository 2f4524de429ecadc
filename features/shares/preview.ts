import sharp from 'sharp'
import { escaped, lineOf } from '@/components/ui/html'

const [width, height, margin] = [1200, 630, 90]
const [ground, ink, quiet, accent] = ['#fbfaf8', '#1c1917', '#57534e', '#0f766e']

/** The picture that is shown where an address is sent on: what it is, and how much. As PNG. */
export async function previewPicture(card: { label: string; title: string; facts: string }) {
  const title = lineOf(card.title)
  return sharp({ create: { width, height, channels: 3, background: ground } })
    .composite([
      {
        input: { create: { width, height: 14, channels: 3, background: accent } },
        left: 0,
        top: 0,
      },
      ...line(card.label, accent, 'bold 34', 90),
      ...line(title, ink, `bold ${sizeOf(title)}`, 170),
      ...line(card.facts, quiet, '34', 530),
    ])
    .png({ compressionLevel: 9, palette: true })
    .toBuffer()
}

/** A text that breaks where it has to, with the fonts that the machine has. */
function line(words: string, colour: string, font: string, top: number) {
  const shown = escaped(lineOf(words))
  if (shown === '') return []
  const text = `<span foreground="${colour}">${shown}</span>`
  const box = { width: width - 2 * margin, wrap: 'word-char', dpi: 72, rgba: true } as const
  return [{ input: { text: { text, font: `sans ${font}`, ...box } }, left: margin, top }]
}

/** The longer a title, the smaller it is, so that its 200 letters have room; a Chinese one takes two. */
function sizeOf(title: string): number {
  const wide = title.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0
  const length = title.length + wide
  if (length <= 60) return 72
  return length <= 130 ? 56 : length <= 240 ? 42 : 32
}
