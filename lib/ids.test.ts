import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromShortId, fromSlugId, isSlugIdOf, newId, shortId, slugId, slugify } from './ids'
import { hashToken, newToken } from './tokens'

test('a short id leads back to its id, and is the only spelling of it', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(fromShortId(shortId(id))).toBe(id)
      expect(fromSlugId(slugId('a-title', id))).toBe(id)
      expect(fromShortId(`1${shortId(id)}`)).toBeNull()
    }),
  )
})

test('anything else is no id', () => {
  for (const text of ['', 'x', '0OIl', '../../etc', 'a'.repeat(22), 'a'.repeat(1000), '💥']) {
    expect(fromShortId(text)).toBeNull()
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      const id = fromShortId(text)
      expect(id === null || shortId(id) === text).toBe(true)
    }),
  )
})

describe('slugs', () => {
  test.each([
    ['Boring is a feature: ten years', 'boring-is-a-feature-ten-years'],
    ['可观测性不只是监控', '可观测性不只是监控'],
    ['What’s next?', 'whats-next'],
    ['  Ａ Ｂ  ', 'a-b'],
    ['🎉🎉', 'untitled'],
    ['', 'untitled'],
  ])('%s → %s', (title, slug) => {
    expect(slugify(title)).toBe(slug)
  })

  test('are never long and never end in a hyphen', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (title) => {
        const slug = slugify(title)
        expect(slug).not.toMatch(/^-|-$/)
        expect(Array.from(slug).length).toBeLessThanOrEqual(60)
        expect(slug).not.toBe('')
      }),
    )
  })

  test('an address with an old slug is known as such', () => {
    const id = newId()
    expect(isSlugIdOf(slugId('new', id), { id, slug: 'new' })).toBe(true)
    expect(isSlugIdOf(slugId('old', id), { id, slug: 'new' })).toBe(false)
  })
})

test('tokens differ, and only their hash is to be kept', () => {
  const token = newToken()
  expect(newToken()).not.toBe(token)
  expect(token.length).toBeGreaterThan(40)
  expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/)
})
