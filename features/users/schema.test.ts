import { describe, expect, test } from 'vitest'
import { emailAddress, newPassword, personName, signUpInput } from './schema'

const messages = (result: { error?: { issues: { message: string }[] } }) =>
  result.error?.issues.map(({ message }) => message)

describe('personName', () => {
  test('is one line without ends of white space', () => {
    expect(personName.parse('  Lin\n\tWei \u0007')).toBe('Lin Wei')
  })

  test('is needed', () => {
    expect(messages(personName.safeParse(' \n '))).toEqual(['errors.required'])
  })

  test('ends at 80 characters', () => {
    expect(personName.safeParse('林'.repeat(80)).success).toBe(true)
    expect(messages(personName.safeParse('林'.repeat(81)))).toEqual(['errors.tooLong'])
  })
})

test('an e-mail address loses the space around it and has to look like one', () => {
  expect(emailAddress.parse(' mira@example.org ')).toBe('mira@example.org')
  expect(messages(emailAddress.safeParse('mira'))).toEqual(['errors.email'])
  expect(messages(emailAddress.safeParse(''))?.[0]).toBe('errors.required')
})

test('a password has at least ten characters, white space included', () => {
  expect(messages(newPassword.safeParse('123456789'))).toEqual(['errors.tooShort'])
  expect(newPassword.parse('  456789  ')).toBe('  456789  ')
})

test('a form with nothing in it names every field', () => {
  const { error } = signUpInput.safeParse({ name: '', email: '', password: '' })
  expect(new Set(error?.issues.map(({ path }) => path[0]))).toEqual(
    new Set(['name', 'email', 'password']),
  )
})
