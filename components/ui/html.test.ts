import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { expect, test } from 'vitest'
import { html, sanitised } from './html'

type Node = { name: string; attribs: object; data: string; children: Node[] }

test('whatever text is put in comes out as that text, and as nothing else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }), (title, words) => {
      const { markup } = html`<p title="${title}">${words}</p>`
      const [p, ...more] = parseDocument(markup).children as unknown as Node[]
      const [text, ...others] = p?.children ?? []
      expect([more.length, others.length]).toEqual([0, 0])
      expect([p?.name, p?.attribs, text?.data]).toEqual(['p', { title }, words])
    }),
  )
})

test('markup goes in as it is, lists in their order, and nothing for what is not there', () => {
  const items = ['a', '<b>'].map((name) => html`<li>${name}</li>`)
  const list = html`<ul>${items}${false}${null}${undefined}${0}</ul>${sanitised('<hr>')}`
  expect(list.markup).toBe('<ul><li>a</li><li>&lt;b&gt;</li>0</ul><hr>')
})
