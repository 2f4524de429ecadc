import { describe, expect, it } from 'vitest'
import { readArticle, readPlainArticle } from './article-text'

const words = 'A service mesh moves retries and certificates out of the programs and into a proxy. '
const page = (body: string, head = '<title>Meshes | A site</title>') =>
  `<!doctype html><html lang="en"><head>${head}</head><body>
   <nav><a href="/">Home</a> <a href="/about">About</a></nav>
   <article><h1>Meshes</h1><p>${words.repeat(4)}</p>${body}<p>${words.repeat(4)}</p></article>
   <footer>Copyright, cookies and the like</footer></body></html>`

function read(html: string) {
  const article = readArticle(html, 'https://site.example/posts/meshes')
  if (typeof article === 'string') throw new Error(article)
  return article
}

describe('an article', () => {
  it('is the text of a page, without what stands around it', () => {
    const article = read(page('<p>End.</p>'))
    expect(article.plain).toContain('A service mesh moves retries')
    expect(article.plain).not.toMatch(/Home|Copyright/)
    expect(article).toMatchObject({ title: 'Meshes | A site', language: 'en', words: 121 })
  })

  it('keeps headings, lists, quotes, code, tables and links', () => {
    const { html } = read(
      page(`<h2>Why</h2><ul><li>one<li>two <ul><li>three</ul></ul>
        <blockquote><p>Said</p><p>so</p></blockquote><pre>a\n  <b>b</b><br>c</pre>
        <table><tr><th>k</th><th>v</th></tr><tr><td>1</td><td>2</td></tr></table>
        <p>See <a href="../more?x=1&y=2">more</a>, <em>now</em>, <a href="#there">there</a>.</p>`),
    )
    expect(html).toContain('<h4>Why</h4>')
    expect(html).toMatch(/<li>one<\/li><li>.*two.*<ul><li>three<\/li><\/ul><\/li>/s)
    expect(html).toContain('<blockquote><p>Said</p><p>so</p></blockquote>')
    expect(html).toContain('<pre><code>a\n  b\nc</code></pre>')
    expect(html).toContain('<tr><td>1</td><td>2</td></tr>')
    expect(html).toMatch(
      /See <a href="https:\/\/site.example\/more\?x=1&amp;y=2" rel="[^"]*">more</,
    )
    expect(html).toContain('<em>now</em>, there.')
  })

  it('keeps nothing that runs, loads or hides', () => {
    const { html, plain } = read(
      page(`<p onclick="x()" style="position:fixed">Be<script>x()</script>fore\u202e\u200b</p>
        <img src="https://spy.example/x.png" alt="spy"><svg><a href="javascript:x()">s</a></svg>
        <p><a href="javascript:x()">run</a> <a href="data:text/html,x">data</a></p>
        <iframe src="https://spy.example/"></iframe><p>&lt;script&gt;x()&lt;/script&gt;</p>
        <video src="x"></video><form action="/x"><input name="x"><button>Go</button></form>`),
    )
    expect(html).not.toMatch(/<(?!\/?(p|a|h4|br)[ >])|javascript:|data:|spy|onclick|style|\u202e/)
    expect(html).toContain('&lt;script&gt;')
    expect(plain).toContain('Before')
  })

  it('has a text that agrees with its HTML but for white space', () => {
    const { html, plain } = read(page('<div>loose <b>words</b><div>a block</div>after</div>'))
    const seen = html.replace(/<[^>]*>/g, '').replaceAll('&amp;', '&')
    expect(plain.replace(/\s/g, '')).toBe(seen.replace(/\s/g, ''))
    expect(html).toContain('<p>loose <strong>words</strong></p>')
  })

  it('counts ideographs', () => {
    const body =
      '<p>服务网格把重试、证书和度量移到应用之外，由代理统一处理，应用无需修改。</p>'.repeat(6)
    const article = readArticle(
      `<html lang="zh-CN"><body><article>${body}</article></body></html>`,
      'https://site.example/',
    )
    expect(article).toMatchObject({ language: 'zh-CN', words: 6 * 31 })
  })
})

describe('what is no article', () => {
  it.each([
    ['nothing', ''],
    ['a notice', '<p>Please enable JavaScript to continue.</p>'],
    ['bytes', '\u0000\u0001\ufffd\u0089PNG\r\n\u001a\n'.repeat(400)],
    ['pictures', '<img src="a.png">'.repeat(500)],
    ['text without a tag', 'x'],
  ])('is %s', (_, html) => {
    expect(readArticle(html, 'https://site.example/')).toBe('notext')
  })

  it('is left where it nests too deep or holds too much', () => {
    const began = performance.now()
    const deep = `<p>${words.repeat(10)}</p>${'<div>'.repeat(100_000)}x`
    expect(readArticle(deep, 'https://site.example/')).toMatchObject({ words: 150 })
    expect(readArticle('<b>'.repeat(600_000), 'https://site.example/')).toBe('notext')
    expect(readArticle('<i>x</i>'.repeat(60_000), 'https://site.example/')).toBe('toohard')
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})

it('reads plain text as paragraphs, and no bytes as that', () => {
  const article = readPlainArticle(`${words.repeat(2)}\r\n\r\n<b>${words}`)
  expect(article).toMatchObject({ title: '', words: 46 })
  expect(typeof article === 'object' && article.html).toContain('<p>&lt;b&gt;A service')
  expect(readPlainArticle(`\0${words.repeat(9)}`)).toBe('notext')
})
