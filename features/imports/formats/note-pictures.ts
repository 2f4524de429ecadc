import type { Token } from './markdown-tokens'

/** The pictures of a text, also those in HTML: their addresses or paths, and their lines. */
export function picturesIn(tokens: Token[]): { address: string; line: number }[] {
  return tokens.flatMap((token) => {
    if (token.type !== 'inline') return []
    const line = (token.map?.[0] ?? 0) + 1
    const marked = (token.children ?? []).filter(({ type }) => type === 'image')
    const html = token.content.matchAll(/<img\b[^>]*?\bsrc\s*=\s*["']([^"']*)["']/gi)
    return [
      ...marked.map((image) => ({ address: String(image.attrGet('src') ?? ''), line })),
      ...[...html].map(({ 1: address = '' }) => ({ address, line })),
    ]
  })
}
