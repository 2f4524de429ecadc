import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { expect, test } from 'vitest'
import { escaped, facts, html, lineOf, sanitised, withoutControls } from './html'

type Node = { name: string; attribs: object; data: string; children: Node[] }

test('whatever text is put in comes out as that text, but for what markup cannot hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }), (title, words) => {
      const { markup } = html`<p title="${title}">${words}</p>`
      const [p, ...more] = parseDocument(markup).children as unknown as Node[]
      const [text, ...others] = p?.children ?? []
      expect([more.length, others.length]).toEqual([0, 0])
      const [held, said] = [withoutControls(title), withoutControls(words)]
      expect([p?.name, p?.attribs, text?.data ?? '']).toEqual(['p', { title: held }, said])
    }),
  )
})

test('markup goes in as it is, lists in their order, and nothing for what is not there', () => {
  const items = ['a', '<b>'].map((name) => html`<li>${name}</li>`)
  const list = html`<ul>${items}${false}${null}${undefined}${0}</ul>${sanitised('<hr>')}`
  expect(list.markup).toBe('<ul><li>a</li><li>&lt;b&gt;</li>0</ul><hr>')
})

test('what XML cannot hold goes out of every text, also of one without signs', () => {
  expect(escaped('a\u0007b\ud800c\ufffed\u0085\n\t😀é')).toBe('abcd\u0085\n\t😀é')
  expect(escaped('<\0>')).toBe('&lt;&gt;')
})

test('each of several facts keeps its direction to itself', () => {
  expect(facts(['a\u202e', null, '<b>']).markup).toBe('<bdi>a\u202e</bdi> · <bdi>&lt;b&gt;</bdi>')
})

test('one line has neither breaks nor controls nor marks that turn what follows', () => {
  expect(lineOf(' a\n\tb\0\u0007\u2028c\u202e\u2067d\ud800 ')).toBe('a b cd')
})
