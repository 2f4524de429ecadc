import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { expect, test } from 'vitest'
import { pastePage } from './paste'

const page = (markdown: string) =>
  pastePage({ markdown, title: 'A & <b>', locale: 'en', origin: 'https://hallway.example' })
const body = (markdown: string) => /<body>([\s\S]*)<\/body>/.exec(page(markdown))?.[1]?.trim()

type Node = { name?: string; attribs?: Record<string, string>; children?: Node[] }
const all = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(all)]

test('a text comes out as elements that say what it is, and nothing else', () => {
  const text = [
    '---\ntitle: "x"\n---\n',
    '# Title\n\n## Day\n\n> Quoted\n\n- one\n- two\n\n1. a\n\n```js\nlet x = "<b>"\n```',
    '| a | b |\n|---|:-:|\n| 1 | 2 |',
  ].join('\n')
  expect(body(text)?.replace(/\n/g, '')).toBe(
    '<h1>Title</h1><h2>Day</h2><blockquote><p>Quoted</p></blockquote><ul><li>one</li><li>two</li></ul>' +
      '<ol><li>a</li></ol><pre><code>let x = &quot;&lt;b&gt;&quot;</code></pre>' +
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
  )
  expect(page(text)).toContain('<title>A &amp; &lt;b&gt;</title>')
})

test('addresses are whole; pictures are links to themselves', () => {
  expect(body('[in](/t/team) [out](https://example.org/?a=1&b=2) ![Photo](/p.webp)')).toBe(
    '<p><a href="https://hallway.example/t/team">in</a> ' +
      '<a href="https://example.org/?a=1&amp;b=2">out</a> ' +
      '<a href="https://hallway.example/p.webp">Photo</a></p>',
  )
  expect(body('[x](//evil.example)')).toBe('<p><a href="//evil.example">x</a></p>')
})

test('what only looks like an attribute in a text stays', () => {
  expect(body('say class="x" and <div style="y">')).toBe(
    '<p>say class=&quot;x&quot; and &lt;div style=&quot;y&quot;&gt;</p>',
  )
})

test('whatever is written: no script, no attribute but addresses and where a list begins', () => {
  const piece = fc.constantFrom(
    ...[
      '<script>',
      '[a](',
      'javascript:alert(1)',
      ')',
      '![',
      ']',
      '```',
      '\n',
      '> ',
      '| a |\n|--|\n',
    ],
    ...['<img src=x onerror=1>', '"', ' class="', '&lt;', '7. x', 'https://a.example/"onx="', '/p'],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
      for (const { name, attribs } of all(parseDocument(body(parts.join('')) ?? '') as Node)) {
        expect(['script', 'style', 'img', 'iframe']).not.toContain(name)
        for (const [key, value] of Object.entries(attribs ?? {})) {
          expect(['href', 'start', 'title']).toContain(key)
          expect(value).not.toMatch(/^\s*javascript:/i)
        }
      }
    }),
  )
})
