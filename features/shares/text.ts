import { lineOf, withoutControls } from '@/components/ui/html'

/** Text as one line in which nothing is a mark of Markdown. */
export function plainLine(text: string): string {
  return escapeMarks(lineOf(text))
}

function escapeMarks(text: string): string {
  return text.replace(/[\\`*_[\]<>#&~|]/g, '\\$&').replace(/^(\s*)([-+=]|\d+[.)])/gm, '$1\\$2')
}

type Frame = { tag: string; attributes: string; text: string; item: number }

const blocks = /^(p|h[1-6]|ul|ol|blockquote|pre|table|hr|div)$/
const empty = /^(br|hr|img)$/

/**
 * Markdown from the safe HTML that Markdown was rendered to, so that a text can be handed on without
 * what its source may hold besides: marks of people, ways into the team.
 */
export function markdownOf(html: string): string {
  const stack: Frame[] = [{ tag: '', attributes: '', text: '', item: 0 }]
  const top = () => stack.at(-1) as Frame
  const within = (tag: string) => stack.some((frame) => frame.tag === tag)
  for (const [, closing, name, attributes = '', words] of html.matchAll(
    /<(\/?)([a-z][a-z0-9]*)\b([^>]*)>|([^<]+)/gi,
  )) {
    const tag = name?.toLowerCase() ?? ''
    if (words !== undefined) {
      const text = withoutControls(decode(words))
      top().text += within('pre') || within('code') ? text : escapeMarks(text.replace(/\s+/g, ' '))
    } else if (empty.test(tag)) {
      if (tag === 'br') top().text += '\\\n'
      if (tag === 'hr') top().text += '\n\n---\n\n'
    } else if (!closing) {
      stack.push({
        tag,
        attributes,
        text: '',
        item: Number(/start="(\d+)"/.exec(attributes)?.[1] ?? 1),
      })
    } else if (stack.length > 1 && top().tag === tag) {
      const frame = stack.pop() as Frame
      top().text += marked(frame, top())
    }
  }
  while (stack.length > 1) {
    const frame = stack.pop() as Frame
    top().text += frame.text
  }
  return top()
    .text.replace(/\n{3,}/g, '\n\n')
    .trim()
}

function marked({ tag, attributes, text }: Frame, parent: Frame): string {
  const words = text.trim()
  if (tag === 'a') return link(words, /href="([^"]*)"/.exec(attributes)?.[1] ?? '')
  if (tag === 'strong' || tag === 'b') return words && `**${words}**`
  if (tag === 'em' || tag === 'i') return words && `*${words}*`
  if (tag === 'code') return parent.tag === 'pre' ? text : code(text)
  if (tag === 'pre') return `\n\n${fence(text)}\n${text.replace(/\n?$/, '\n')}${fence(text)}\n\n`
  if (tag === 'li') {
    const mark = parent.tag === 'ol' ? `${parent.item++}. ` : '- '
    // Items that are no paragraphs stand close together
    const inner = words.replace(/\n{2,}/g, /^\s*\n\n/.test(text) ? '\n\n' : '\n')
    return `\n${mark}${inner.replace(/\n(?=.)/g, `\n${' '.repeat(mark.length)}`)}`
  }
  if (tag === 'blockquote') {
    const lines = words.replace(/\n{3,}/g, '\n\n').replace(/^/gm, '> ')
    return `\n\n${lines.replace(/^> $/gm, '>')}\n\n`
  }
  if (/^h[1-6]$/.test(tag)) return `\n\n${'#'.repeat(Math.max(3, Number(tag[1])))} ${words}\n\n`
  if (tag === 'td' || tag === 'th') return `${words} `
  if (tag === 'tr') return `${words}\\\n`
  return blocks.test(tag) ? `\n\n${words.replace(/\\$/, '')}\n\n` : text
}

function link(words: string, href: string): string {
  const address = decode(href)
  // What it says twice is an address as it was typed
  if (decode(words.replace(/\\(.)/g, '$1')) === address && !/[\s<>]/.test(address))
    return `<${address}>`
  return `[${words}](<${address.replace(/[<>\n]/g, encodeURIComponent)}>)`
}

function code(text: string): string {
  const ticks = '`'.repeat(longest(text) + 1)
  const space = /^`|`$/.test(text) ? ' ' : ''
  return ticks + space + text + space + ticks
}

const fence = (text: string) => '`'.repeat(Math.max(3, longest(text) + 1))

const longest = (text: string) =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length))

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, ten, sixteen, name) => {
    if (name) return named[name] ?? whole
    const point = ten ? Number(ten) : Number.parseInt(sixteen, 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : ''
  })
}
