import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '@/lib/markdown'
import { escaped, facts, html, lineOf, trusted } from './html'
import { markdownOf, plainLine } from './text'

describe('markup', () => {
  test('holds what is put in as text, unless it is markup itself', () => {
    const evil = `"><script>alert('x')</script>&amp;`
    const { text } =
      html`<a title="${evil}">${evil}</a>${[html`<b>${1}</b>`, html`<i></i>`]}${false}${null}`
    expect(text).toBe(`<a title="${escaped(evil)}">${escaped(evil)}</a><b>1</b><i></i>`)
    expect(text).not.toContain('<script')
    expect(html`${trusted('<p>fine</p>')}`.text).toBe('<p>fine</p>')
  })

  test('keeps the direction of each fact to itself', () => {
    expect(facts(['a\u202e', null, 'b']).text).toBe('<bdi>a\u202e</bdi> · <bdi>b</bdi>')
  })

  test('one line has neither breaks nor controls nor marks that turn what follows', () => {
    expect(lineOf(' a\n\tb\0\u0007\u2028c\u202e\u2067d\ud800 ')).toBe('ab cd'.replace('ab', 'a b'))
  })
})

describe('Markdown from what was rendered', () => {
  const again = (source: string) => renderMarkdown(markdownOf(renderMarkdown(source).html)).html

  test.each([
    'Plain words, *leaning*, **strong**, and `code`.',
    'One\n\nTwo\n\n> Three\n> and\n>\n> four',
    '- one\n- two\n  - inner\n- three',
    '3. three\n4. four',
    '[A post](https://example.org/a_b?x=1&y=*) and <https://example.org/c>',
    'Signs that would be marks: 1\\. 2 \\* 3 \\_ \\# \\[x\\] a < b & c > d',
    '```\nlet x = `y`\n  <b>\n```',
    '中文 **加粗** 和 [链接](https://example.org/中文)',
    'a\\\nb',
  ])('says the same when it is rendered again: %s', (source) => {
    expect(again(source)).toBe(renderMarkdown(source).html)
  })

  test('has no more marks than the text had', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'*_`[]()<>#&\\~|-+=1. \nab"!') }),
        (text) => {
          const line = plainLine(text)
          const { html } = renderMarkdown(line)
          expect(html.replace(/<\/?p>/g, '')).not.toMatch(/<(?!br)[a-z]/)
        },
      ),
    )
  })

  test('leaves out what was only in the source', () => {
    const { html } = renderMarkdown('seen\n\n[hidden]: https://hidden.example/')
    expect(markdownOf(html)).toBe('seen')
  })
})
