import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { publicStyle } from './public-style'

test('the colours of the pages for strangers are those of all pages', () => {
  const css = readFileSync(new URL('../../../app/globals.css', import.meta.url), 'utf8')
  const colours = [...publicStyle.matchAll(/--([\w-]+):(light-dark\([^)]*\))/g)]
  expect(colours.length).toBeGreaterThan(10)
  for (const [, name = '', pair = ''] of colours) {
    expect(css).toContain(`--${name}: ${pair.replace(',', ', ')};`)
  }
})
