import MarkdownIt from 'markdown-it'
import { html, lineOf, sanitised } from '@/components/ui/html'

// No HTML of anybody's passes, and addresses that run something do not become links
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true })
markdown.linkify.set({ fuzzyEmail: false, fuzzyLink: false })
const inMarkup = markdown.utils.escapeHtml

// Where the text goes, nobody is signed in here: a picture is a link to itself
markdown.renderer.rules.image = (tokens, index) => {
  const src = String(tokens[index]?.attrGet('src') ?? '')
  return `<a href="${inMarkup(src)}">${inMarkup(tokens[index]?.content || src)}</a>`
}
markdown.renderer.rules.fence = (tokens, index) =>
  `<pre><code>${inMarkup(tokens[index]?.content ?? '')}</code></pre>\n`

/**
 * A Markdown text as a page to copy from into mails and documents: elements that say what something is,
 * without classes, styles or scripts, and with whole addresses.
 * @param origin of this Hallway, put before addresses that are only paths
 */
export function pastePage(page: {
  markdown: string
  title: string
  locale: string
  origin: string
}): string {
  const { title, locale, origin } = page
  const text = page.markdown.replace(/^---\n[\s\S]*?\n---\n/, '')
  const body = markdown
    .render(text.normalize('NFC'))
    .replace(/(<a href=")(?=\/(?!\/))/g, `$1${inMarkup(origin)}`)
    .replace(/ (?:style|class|rel|target)="[^"]*"(?=[^<>]*>)/g, '')
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${lineOf(title)}</title>
</head>
<body>
${sanitised(body)}
</body>
</html>
`.markup
}
