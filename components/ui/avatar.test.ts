import { describe, expect, it } from 'vitest'
import { avatarColour, initials } from './avatar'

describe('initials', () => {
  it.each([
    ['Lin Wei', 'LW'],
    ['J. Park', 'JP'],
    ['陈晓', '陈'],
    ['陈晓 (Xiao)', '陈'],
    ['Xiao 陈', 'X陈'],
    ['Ada King Lovelace', 'AL'],
    ['madonna', 'M'],
    ['Émile Zola', 'ÉZ'],
    ['山田 太郎', '山'],
    ['  ', '?'],
    ['🦊', '?'],
  ])('of %s are %s', (name, expected) => {
    expect(initials(name)).toBe(expected)
  })
})

describe('avatarColour', () => {
  it('stays the same for an id and uses all eight colours', () => {
    const ids = Array.from({ length: 200 }, (_, index) => `0199-${index}`)
    expect(new Set(ids.map(avatarColour))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]))
    expect(ids.map(avatarColour)).toEqual(ids.map(avatarColour))
  })
})
