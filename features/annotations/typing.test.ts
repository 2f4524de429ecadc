import { describe, expect, test } from 'vitest'
import { continueList, linkSelection } from './typing'

/** Shows the caret as | */
const entered = (marked: string) => {
  const caret = marked.indexOf('|')
  const typed = continueList(marked.replace('|', ''), caret)
  return typed && `${typed.text.slice(0, typed.caret)}|${typed.text.slice(typed.caret)}`
}

describe('Enter in a list', () => {
  test.each([
    ['- seccomp|', '- seccomp\n- |'],
    ['* one\n* two|', '* one\n* two\n* |'],
    ['9. nine|', '9. nine\n10. |'],
    ['1) one|\n2) two', '1) one\n2) |\n2) two'],
    ['  - inner| words', '  - inner\n  - | words'],
    ['- [x] done|', '- [x] done\n- [ ] |'],
    ['- one\n- |', '- one\n|'],
    ['- one\n- |\nafter', '- one\n|\nafter'],
    ['- 镜像仓库|', '- 镜像仓库\n- |'],
  ])('%j becomes %j', (before, after) => {
    expect(entered(before)).toBe(after)
  })

  test.each(['no list|', '-no space|', '| - before the mark', '12:34 a moment|', ''])(
    '%j is left alone',
    (text) => expect(entered(text)).toBeNull(),
  )
})

describe('an address pasted on selected words', () => {
  const pasted = (words: string, url: string) =>
    linkSelection(`see ${words} there`, 4, 4 + words.length, url)

  test('becomes a link on them, and the caret stands behind it', () => {
    expect(pasted('the paper', ' https://example.org/a ')).toEqual({
      text: 'see [the paper](https://example.org/a) there',
      caret: 38,
    })
    expect(pasted('安全 [1]', 'https://example.org/x_(y)')?.text).toBe(
      'see [安全 \\[1\\]](https://example.org/x_%28y%29) there',
    )
  })

  test.each([
    ['', 'https://example.org'],
    ['words', 'not an address'],
    ['words', 'javascript:alert(1)'],
    ['https://example.com', 'https://example.org'],
    ['two\n\nparagraphs', 'https://example.org'],
  ])('%j with %j is an ordinary paste', (words, url) => expect(pasted(words, url)).toBeNull())
})
