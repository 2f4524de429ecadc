import { describe, expect, test } from 'vitest'
import { mayAct, nameOf } from './keys'

const press = (key: string, more: Partial<Parameters<typeof nameOf>[0]> = {}) => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ...{ altKey: false, ctrlKey: false, metaKey: false, shiftKey: false },
  ...{ isComposing: false, keyCode: 0 },
  ...more,
})

describe('nameOf', () => {
  test.each([
    ['a letter', press('a'), 'a'],
    ['a letter with caps lock on', press('A'), 'a'],
    ['a capital letter is another key', press('V', { shiftKey: true }), 'Shift+V'],
    ['a sign, whatever makes it', press('?', { shiftKey: true, code: 'Slash' }), '?'],
    ['a sign that an input method widens', press('？', { shiftKey: true, code: 'Slash' }), '?'],
    ['a named key', press('Escape', { code: 'Escape' }), 'Escape'],
    ['a letter of another script, by its place', press('о', { code: 'KeyJ' }), 'j'],
    ['Alt, by the place', press('∆', { altKey: true, code: 'KeyJ' }), 'Alt+J'],
    ['Alt and a sign', press('<', { altKey: true, code: 'IntlBackslash' }), 'Alt+<'],
  ])('%s', (_, event, name) => {
    expect(nameOf(event)).toBe(name)
  })

  test.each([
    ['an input method composes', press('a', { isComposing: true })],
    ['it composes, and only the code says so', press('a', { keyCode: 229 })],
    ['even with Alt', press('j', { altKey: true, keyCode: 229 })],
    ['Ctrl belongs to the browser', press('a', { ctrlKey: true })],
    ['and so does ⌘', press('a', { metaKey: true })],
    ['AltGr on Windows, which is Ctrl and Alt', press('j', { altKey: true, ctrlKey: true })],
  ])('nothing: %s', (_, event) => {
    expect(nameOf(event)).toBeNull()
  })
})

test('letters are for what is written; with Alt they are for the page', () => {
  const free = { writing: false, lettersOff: false }
  expect(mayAct('a', free)).toBe(true)
  expect(mayAct('a', { ...free, writing: true })).toBe(false)
  expect(mayAct('Escape', { ...free, writing: true })).toBe(false)
  expect(mayAct('Alt+J', { ...free, writing: true })).toBe(true)
})

test('switched off, no key of a single character acts; others still do', () => {
  const off = { writing: false, lettersOff: true }
  expect(['a', '?', 'Shift+V'].map((name) => mayAct(name, off))).toEqual([false, false, false])
  expect(['Alt+J', 'Escape'].map((name) => mayAct(name, off))).toEqual([true, true])
})
