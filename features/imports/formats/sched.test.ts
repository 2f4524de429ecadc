import { describe, expect, it } from 'vitest'
import {
  looksLikeName,
  sharedPlace,
  splitPretalxTitle,
  splitSchedTitle,
  splitsTitles,
} from './sched'

const shown = (summary: string) => {
  const { title, speakers } = splitSchedTitle(summary)
  return [title, ...speakers.map(({ name, organisation }) => `${name} @ ${organisation}`)]
}

describe('splitSchedTitle', () => {
  it('shares a company among those who stand before it', () => {
    expect(shown('Sailing Blind - Ada Example & Ben Sample, Harbour; Cléo Test, Quay')).toEqual([
      'Sailing Blind',
      'Ada Example @ Harbour',
      'Ben Sample @ Harbour',
      'Cléo Test @ Quay',
    ])
  })

  it('takes the last dash, unless it stands in a role', () => {
    expect(shown('Nets - Wide, Deep, and Old Waters - Ada Example, Harbour')).toEqual([
      'Nets - Wide, Deep, and Old Waters',
      'Ada Example @ Harbour',
    ])
    expect(
      shown('Rails - Ada Example, Engineer, SHIP & Ben Sample, Engineer - Rigging, SHIP'),
    ).toEqual(['Rails', 'Ada Example @ Engineer, SHIP', 'Ben Sample @ Engineer - Rigging, SHIP'])
  })

  it('leaves an ampersand in a company', () => {
    expect(shown('Buoys - Ada Example, School of Tides & Winds')).toEqual([
      'Buoys',
      'Ada Example @ School of Tides & Winds',
    ])
  })

  it('reads names in Chinese, with particles and without a company', () => {
    expect(shown('云原生 - 王小明, 港口')).toEqual(['云原生', '王小明 @ 港口'])
    expect(shown('Ropes - Ben van der Sample and Ada Example')).toEqual([
      'Ropes',
      'Ben van der Sample @ null',
      'Ada Example @ null',
    ])
  })

  it('leaves alone what does not end in people', () => {
    for (const whole of [
      'Badge Pick-Up',
      'Harbour Day - Half-Day Event | ALL ACCESS PASS REQUIRED',
      'Wrecks - why they are where they are',
      'Nets - PM SESSION',
      ' - ',
      '- Ada Example, Harbour',
    ]) {
      expect(shown(whole), whole).toEqual([whole])
    }
  })

  it('is used for a file only when a fifth of the titles name companies', () => {
    const talk = 'Nets - Ada Example, Harbour'
    expect(splitsTitles([talk, 'Lunch', 'Lunch', 'Lunch', 'Lunch'])).toBe(true)
    expect(splitsTitles([talk, 'Lunch', 'Lunch', 'Lunch', 'Lunch', 'Lunch'])).toBe(false)
    expect(splitsTitles([])).toBe(false)
  })
})

it('looksLikeName', () => {
  const names = [
    'Ada Example',
    'Ádám de la Prüfung',
    'Jean-Luc O’Neil',
    'Chad M. Ample',
    '山田 太郎',
  ]
  const others = ['Ada', 'a b', 'ALL ACCESS', 'Ada: A Life', 'One Two Three Four Five Six', '']
  expect(names.filter(looksLikeName)).toEqual(names)
  expect(others.filter(looksLikeName)).toEqual([])
})

it('splitPretalxTitle keeps dashes and commas of companies together', () => {
  const { title, speakers } = splitPretalxTitle(
    'A - B - Ada Example [IT - Centre, North], Ben Sample [Quay]',
  )
  expect([title, ...speakers.map(({ name }) => name)]).toEqual([
    'A - B',
    'Ada Example [IT - Centre, North]',
    'Ben Sample [Quay]',
  ])
  expect(splitPretalxTitle('Lunch -').title).toBe('Lunch')
  expect(splitPretalxTitle('Lunch - upstairs').title).toBe('Lunch - upstairs')
})

it('sharedPlace finds the town that most places end in, and no decks', () => {
  expect(sharedPlace(['A, Rotterdam, NL', 'B, Rotterdam, NL', 'C', ''])).toBe(', Rotterdam, NL')
  expect(sharedPlace(['A, Deck 2, Aft', 'B, Deck 2, Aft'])).toBeNull()
  expect(sharedPlace(['A, X', 'B, Y', 'C'])).toBeNull()
})
