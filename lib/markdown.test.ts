import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainText, renderHtml, renderMarkdown, renderPlain } from './markdown'

describe('Markdown', () => {
  test('keeps what people write: lines, emphasis, lists, tables, bare links', () => {
    const { html, plain } = renderMarkdown(
      '一行\n二行\n\n- **Harbor**\n- Dragonfly\n\nhttps://a.example/x',
    )
    expect(html).toContain('<p>一行<br />\n二行</p>')
    expect(html).toContain('<li><strong>Harbor</strong></li>')
    expect(html).toContain('href="https://a.example/x"')
    expect(plain).toBe('一行\n二行\n\nHarbor\nDragonfly\n\nhttps://a.example/x')
  })

  test('lets no raw HTML through; it stays to be read', () => {
    const { html, plain } = renderMarkdown('<script>alert(1)</script> <b onclick=x>b</b>')
    expect(html).not.toMatch(/<script|<b[\s>]/)
    expect(plain).toContain('<script>alert(1)</script>')
  })

  test('headings stand below those of the page', () => {
    expect(renderMarkdown('# One\n\n### Three').html).toBe('<h4>One</h4>\n<h5>Three</h5>')
  })

  test('loads no picture from elsewhere: it becomes a link to it', () => {
    const { html } = renderMarkdown('![slide](https://pictures.example/1.png)')
    expect(html).not.toContain('<img')
    expect(html).toContain('<a href="https://pictures.example/1.png"')
  })

  test('links tell other sites nothing, and lead only where links may', () => {
    expect(renderMarkdown('[x](https://a.example)').html).toContain(
      'rel="noopener noreferrer nofollow ugc"',
    )
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil.example']) {
      expect(renderMarkdown(`[x](${bad})`).html).not.toMatch(
        /href="(javascript|data|vbscript|\/\/)/i,
      )
    }
  })
})

describe('HTML of programmes', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<svg onload=alert(1)><style>*{}</style></svg>',
    '<iframe src="https://evil.example"></iframe>',
    '<p style="position:fixed" onmouseover="x" id="main">x</p>',
    '<math><mtext><table><mglyph><style><img src onerror=alert(1)>',
    '<form action="/x"><input name=password></form>',
  ])('is made harmless: %s', (dirty) => {
    expect(renderHtml(dirty).html).not.toMatch(
      /<(script|img|svg|style|iframe|form|input|math)|javascript:|\son\w+=|style=|\sid=/i,
    )
  })

  test('keeps the words alone of what nests without end, in no time', () => {
    const levels = '<div><b>'.repeat(100_000)
    const start = performance.now()
    expect(renderHtml(`<p>Before</p>${levels}deep &amp; within`)).toMatchObject({
      html: '<p>Before</p>\n<p>deep &amp; within</p>',
      plain: 'Before\n\ndeep & within',
    })
    expect(performance.now() - start).toBeLessThan(2_000)
    const flat = renderHtml(`${'<p>one<br>'.repeat(2_000)}<b>two</b>`)
    expect(flat.html).toContain('<b>two</b>')
  })

  test('keeps paragraphs and lists, and gives their text', () => {
    const { html, plain } = renderHtml(
      '<div><p>One &amp; <em>two</em></p><ul><li>3</li></ul></div>',
    )
    expect(html).toContain('<em>two</em>')
    expect(plain).toBe('One & two\n\n3')
  })
})

test('plain text is text', () => {
  const { html, plain } = renderPlain('a < b\n\nc\nd')
  expect(html).toBe('<p>a &lt; b</p>\n<p>c<br />d</p>')
  expect(plain).toBe('a < b\n\nc\nd')
})

test('whatever comes in, nothing that runs comes out, and rendering twice changes nothing', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '&',
    'script',
    'onerror=',
    'a',
    ' ',
    '=',
    '/',
    '`',
    '*',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
      for (const render of [renderMarkdown, renderHtml, renderPlain]) {
        const { html } = render(parts.join(''))
        expect(html).not.toMatch(/<script|<[^>]*\son\w+\s*=/i)
        expect(renderHtml(html).html).toBe(html)
        expect(plainText(html)).toBe(plainText(renderHtml(html).html))
      }
    }),
    { numRuns: 300 },
  )
})

test('a bare address shows decoded, but nothing in it that cannot be seen or stored', () => {
  const shown = (address: string) => renderMarkdown(`See ${address} there`).plain
  expect(shown('https://e.example/%E6%B8%AF?q=%C3%BC')).toBe('See https://e.example/港?q=ü there')
  for (const sign of ['%00', '%07', '%0A', '%E2%80%AE', '%E2%80%8B']) {
    const address = `https://e.example/a${sign}b`
    expect(shown(address)).toBe(`See ${address} there`)
    expect(renderMarkdown(address).html).toContain(`href="${address}"`)
  }
})
