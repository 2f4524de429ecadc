import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
)
const avatars = readFileSync(new URL('../components/ui/labels.css', import.meta.url), 'utf8')

// Relative luminance and contrast ratio as WCAG 2.2 defines them.
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const grounds = ['ground', 'panel', 'sunken']
const kinds = [...tokens.keys()].filter((name) => /^kind-.*(?<!-soft)$/.test(name))
const tracks = [...tokens.keys()].filter((name) => name.startsWith('track-'))
const text: [string, string][] = [
  ...['ink', 'ink-2', 'ink-3', 'accent', 'accent-strong', 'danger'].flatMap((ink) =>
    grounds.map((ground): [string, string] => [ink, ground]),
  ),
  ...tracks.flatMap((track): [string, string][] => [
    [track, 'ground'],
    [track, 'panel'],
  ]),
  ...kinds.map((kind): [string, string] => [kind, `${kind}-soft`]),
  ['ink', 'accent-soft'],
  ['ink-2', 'accent-soft'],
  ['accent', 'accent-soft'],
  ['danger', 'danger-soft'],
  ['warning', 'warning-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
]

describe('the palette', () => {
  it('has a colour for each kind of annotation and eight tracks', () => {
    expect(kinds).toHaveLength(8)
    expect(tracks).toHaveLength(8)
  })

  it.each(['light', 'dark'] as const)('is readable in %s (WCAG 2.2 AA, 4.5:1)', (theme) => {
    const weak = text
      .map(([ink, ground]) => {
        const ratio = contrast(tokens.get(ink)?.[theme] ?? '', tokens.get(ground)?.[theme] ?? '')
        return { pair: `${ink} on ${ground}`, ratio }
      })
      .filter(({ ratio }) => !(ratio >= 4.5))
    expect(weak).toEqual([])
  })

  it.each(['light', 'dark'] as const)('shows the edges of controls in %s (3:1)', (theme) => {
    const edge = tokens.get('line-strong')?.[theme] ?? ''
    const weak = ['ground', 'panel'].filter(
      (ground) => !(contrast(edge, tokens.get(ground)?.[theme] ?? '') >= 3),
    )
    expect(weak).toEqual([])
  })

  it('has avatars that carry white letters', () => {
    const colours = [...avatars.matchAll(/--avatar: (#[0-9a-f]{6})/g)].map(([, hex = '']) => hex)
    expect(colours).toHaveLength(8)
    expect(colours.filter((hex) => contrast(hex, '#ffffff') < 4.5)).toEqual([])
  })
})
