import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Choice, choicesFor, typingAt } from './completion'

const typing = (text: string) => {
  const found = typingAt(text, text.length)
  return found && `${found.sign}${found.query}`
}

test.each([
  ['@', '@'],
  ['ask @Ada Lo', '@Ada Lo'],
  ['谢谢@小', '@小'],
  ['谢谢＠小', '@小'],
  ['(#clo', '#clo'],
  ['#服务', '#服务'],
  ['# heading', null],
  ['#etcd is', null],
  ['mail ada@exam', null],
  ['https://example.org/#fra', null],
  ['@ Ada', null],
  ['@Ada\nLovelace', null],
  ['@Ada and #et', '#et'],
])('typing %j is %j', (text, expected) => {
  expect(typing(text)).toBe(expected)
})

test('tells where the sign stands, wherever the caret is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, n) => {
      const found = typingAt(text, n % (text.length + 1))
      if (found) expect('@＠#＃').toContain(text[found.at])
    }),
  )
})

describe('what is offered', () => {
  const person = (name: string) => ({ id: name, name, written: name, role: 'editor' })
  const offered = {
    people: ['Ada Lovelace', 'Bob Adamson', 'Zoë O’Hara', '王小明', '李明'].map(person),
    topics: ['cloud-native', 'etcd', '服务网格', 'Native'],
  }
  const names = (text: string) => {
    const found = typingAt(text, text.length)
    return found ? choicesFor(found, offered).map(({ name }: Choice) => name) : null
  }

  test.each([
    ['@ad', ['Ada Lovelace', 'Bob Adamson']],
    ['@love', ['Ada Lovelace']],
    ['@ZOE', ['Zoë O’Hara']],
    ['@Ada ', ['Ada Lovelace']],
    ['@明', ['王小明', '李明']],
    ['@小明', ['王小明']],
    ['@x', []],
    ['#nat', ['Native', 'cloud-native']],
    ['#CLOUD_n', ['cloud-native']],
    ['#网格', ['服务网格']],
    ['#etcd', []],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected)
  })

  test('everybody before a letter is typed', () => {
    expect(names('@')).toHaveLength(5)
  })
})
