import { expect, test, vi } from 'vitest'
import { bookmarklet } from './bookmarklet'

test('opens the page of the team with what one is looking at', () => {
  const address = bookmarklet('https://hallway.example/t/%E7%BB%84/add')
  // As an attribute of HTML and as an address
  expect(address).toMatch(/^javascript:[\w%().~!*'-]+$/)
  const open = vi.fn()
  const page = { href: 'https://example.org/a?b=c&d=é', title: 'A “title” & more', words: '港 & x' }
  const code = decodeURIComponent(address.slice('javascript:'.length))
  new Function('open', 'location', 'document', 'getSelection', code)(
    open,
    { href: page.href },
    { title: page.title },
    () => page.words,
  )
  const [[opened]] = open.mock.calls as [[string]]
  const { origin, pathname, searchParams } = new URL(opened)
  expect(origin + pathname).toBe('https://hallway.example/t/%E7%BB%84/add')
  expect(Object.fromEntries(searchParams)).toEqual({
    url: page.href,
    title: page.title,
    text: page.words,
  })
})
