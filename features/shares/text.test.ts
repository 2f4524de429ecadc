import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '@/lib/markdown'
import { markdownOf, plainLine } from './text'

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
