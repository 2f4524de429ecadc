import { type Html, html, lineOf, sanitised } from '@/components/ui/html'
import { publicStyle } from './public-style'

type PublicPage = {
  locale: string
  /** Of the policy that the request came with, under which the page brings its style along */
  nonce: string
  title: string
  /** What the page is like where its address is sent on; none: nothing about it is told */
  card?: { description: string; address: string; picture: string; feed: string } | null
  indexed?: boolean
  body: Html
}

const style = sanitised(publicStyle)

/** A page for strangers: complete as it is, without any script. */
export function publicPage(page: PublicPage): string {
  const { locale, nonce, card, indexed = false, body } = page
  const title = lineOf(page.title)
  const { markup } = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
${!indexed && html`<meta name="robots" content="noindex, nofollow">`}
${card && preview(title, card)}
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
  return markup
}

function preview(title: string, card: NonNullable<PublicPage['card']>): Html {
  const { description, address, picture, feed } = card
  return html`<meta name="description" content="${description}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:type" content="article">
<meta property="og:url" content="${address}">
<meta property="og:image" content="${picture}">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta name="twitter:card" content="summary_large_image">
<link rel="alternate" type="application/atom+xml" title="${title}" href="${feed}">`
}
