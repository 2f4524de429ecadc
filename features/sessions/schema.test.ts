import { describe, expect, test } from 'vitest'
import { newId } from '@/lib/ids'
import { newSessionInput, normaliseName, passageInput, programmeQuery } from './schema'

const parse = (fields: Record<string, string>) =>
  newSessionInput.safeParse({ id: newId(), conferenceId: newId(), title: 'A talk', ...fields })

const errors = (fields: Record<string, string>) =>
  parse(fields).error?.issues.map(({ path, message }) => [path[0], message])

describe('what a session may be', () => {
  test('a title is enough', () => {
    expect(parse({}).data).toMatchObject({ day: null, startsAt: null, rooms: [], speakers: [] })
  })

  test('day and time come together or not at all', () => {
    expect(errors({ day: '2026-11-10' })).toEqual([['startsAt', 'sessions.errors.startMissing']])
    expect(errors({ startsAt: '10:00' })).toEqual([['day', 'sessions.errors.dayMissing']])
    expect(errors({ endsAt: '10:00' })).toEqual([['startsAt', 'sessions.errors.startMissing']])
    expect(errors({ day: '2026-11-10', startsAt: '10:00' })).toBeUndefined()
  })

  test('addresses are of the web', () => {
    expect(errors({ url: 'javascript:alert(1)' })).toEqual([['url', 'errors.url']])
    expect(parse({ url: 'https://example.org/a?b=c' }).success).toBe(true)
    expect(parse({ url: '' }).data?.url).toBeNull()
  })

  test('speakers stand one a line, with either comma', () => {
    expect(
      parse({ speakers: 'Anna Berg, Example AG\r\n陈晓，某公司\n\n王芳' }).data?.speakers,
    ).toEqual([
      { name: 'Anna Berg', organisation: 'Example AG' },
      { name: '陈晓', organisation: '某公司' },
      { name: '王芳', organisation: '' },
    ])
  })
})

test('names are one when only width, case or spaces differ', () => {
  expect(normaliseName(' Ｌin  Wei')).toBe(normaliseName('Lin Wei'))
  expect(normaliseName('sam')).not.toBe(normaliseName('Sam'))
  expect(normaliseName('陈晓')).not.toBe(normaliseName('陈小'))
})

test('an address asks for what is understood and for nothing else', () => {
  const asked = { day: '2026-11-10', view: 'list', zone: 'mine', q: '  mesh ', track: 'abc' }
  expect(programmeQuery.parse(asked)).toEqual({ ...asked, q: 'mesh' })
  const odd = { day: '2026-13-99', view: 'x', zone: ['mine', 'mine'], q: ' ', room: 'x'.repeat(99) }
  expect(Object.values(programmeQuery.parse(odd)).filter((value) => value !== undefined)).toEqual(
    [],
  )
})

test('a passage may begin hours into a recording', () => {
  const passage = { target: 'transcript', exact: 'late', start: 0, end: 4 }
  const at = (fromMs: number) => passageInput.safeParse({ ...passage, fromMs }).success
  expect([0, 6 * 3_600_000, 2 ** 31 - 1].map(at)).toEqual([true, true, true])
  expect([-1, 0.5, 2 ** 31].map(at)).toEqual([false, false, false])
})

test('what no text holds is not looked for', () => {
  expect(programmeQuery.parse({ q: 'me\0sh' }).q).toBe('mesh')
  expect(programmeQuery.parse({ q: '\0' }).q).toBeUndefined()
})
