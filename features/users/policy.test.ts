import { describe, expect, test } from 'vitest'
import { canSignUp, joining } from './policy'

describe('canSignUp', () => {
  const nobody = { first: false, invited: false }

  test('open is for everybody', () => {
    expect(canSignUp('open', nobody)).toBe(true)
  })

  test('by invitation, but for the very first', () => {
    expect(canSignUp('invited', nobody)).toBe(false)
    expect(canSignUp('invited', { first: false, invited: true })).toBe(true)
    expect(canSignUp('invited', { first: true, invited: false })).toBe(true)
  })

  test('closed is for nobody, invited or first', () => {
    expect(canSignUp('closed', { first: true, invited: true })).toBe(false)
  })
})

describe('joining', () => {
  const [proved, unproved] = [{ emailVerified: new Date() }, { emailVerified: null }]
  const identity = (verified: boolean) => ({ email: 'mira@example.org', verified })

  test('joins only when both sides have proved the address', () => {
    expect(joining(identity(true), proved)).toBe('join')
    expect(joining(identity(true), unproved)).toBe('connect_first')
    expect(joining(identity(false), proved)).toBe('connect_first')
    expect(joining(identity(false), unproved)).toBe('connect_first')
  })

  test('is new where the address is', () => {
    expect(joining(identity(true), null)).toBe('create')
    expect(joining(identity(false), null)).toBe('create')
  })

  test('needs an address', () => {
    expect(joining({ email: null, verified: true }, null)).toBe('no_email')
  })
})
