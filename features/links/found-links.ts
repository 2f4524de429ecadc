import type { LinkType } from '@/prisma/generated/enums'
import { type AddressRefusal, guessType, parseAddress, titleFrom } from './address'
import {
  hasLink,
  headingOf,
  isAddress,
  type Line,
  type Part,
  readLines,
  textOf,
  tidy,
} from './text-lines'

/** Longest text read, in characters; and how many links of it. */
export const longestText = 1_000_000
export const mostLinks = 2_000

/** A link that a text holds, with what the text says of it. */
export type TextLink = {
  /** What a click opens */
  url: string
  /** As in `Address`: equal for what is one link */
  hash: string
  type: LinkType
  offsetSeconds: number | null
  /** Its label or the words it stands among, at most 300 characters; empty when the text has none */
  title: string
  /** What is said of it, plain, at most 1,000 characters */
  why: string
  /** The heading it stands under; empty before the first, and right below the text's own title */
  section: string
  /** Position of the first one of the same link, when this is another */
  repeats: number | null
  /** Whether it only tells who made the one before: "by [Ada](…)" */
  credit: boolean
}

export type FoundLinks = {
  /** The text's own heading, if it begins with one */
  title: string
  /** In the order of the text, repeated ones too; no more than `mostLinks` */
  links: TextLink[]
  /** How many more there are than those */
  more: number
  /** Addresses that lead nowhere outside of the text's own site */
  relative: string[]
  refused: { address: string; code: AddressRefusal }[]
}

/**
 * Finds the web addresses of a text, Markdown or plain: labelled, bare, in HTML, and those that are all
 * of a line of code; pictures and places in the same page are none. Headings, and lines that are bold or
 * end in a colon before a list, are sections. Never throws; what is no address of the web is told apart.
 */
export function findLinks(text: string): FoundLinks {
  const { lines, more } = readLines(text.slice(0, longestText))
  const title = ownTitle(lines)
  const found: FoundLinks = { title, links: [], more, relative: [], refused: [] }
  const headings: Heading[] = []
  const places: string[][] = []
  const firsts = new Map<string, number>()
  for (const [index, line] of lines.entries()) {
    if (line.level) {
      while (headings.length > 0 && (headings.at(-1)?.level ?? 0) >= line.level) headings.pop()
      headings.push({ level: line.level, text: headingOf(line) })
    }
    if (!hasLink(line)) continue
    for (const link of linksOf(line, lines[index - 1], continued(lines, index))) {
      const { label: _, address: given, ...told } = link
      if (/^(#|$)/.test(given)) continue
      if (/^([/?]|\.{1,2}\/)(?!\/)/.test(given) || isFile(given)) {
        found.relative.push(given)
        continue
      }
      const address = parseAddress(given)
      if (!address.ok) {
        found.refused.push({ address: given.slice(0, 200), code: address.code })
        continue
      }
      if (found.links.length >= mostLinks) {
        found.more++
        continue
      }
      const { url, hash, offsetSeconds } = address
      const first = firsts.get(hash)
      if (first === undefined) firsts.set(hash, found.links.length)
      else better(found.links[first], told)
      places.push(headings.map((heading) => heading.text))
      const type = guessType(url)
      const known = { url, hash, offsetSeconds, type, section: '', repeats: first ?? null }
      found.links.push({ ...known, ...told })
    }
  }
  const names = sectionNames(places, title)
  for (const [index, link] of found.links.entries()) link.section = names[index] ?? ''
  return found
}

/** The title to keep for a link: what the text calls it, else what its address says. */
export function titleOf({ title, url }: Pick<TextLink, 'title' | 'url'>): string {
  return title || titleFrom(url)
}

/** The lines after this one that only go on with it. */
function continued(lines: Line[], index: number): Line[] {
  const following: Line[] = []
  const here = lines[index]
  for (let next = index + 1; lines[next]?.block === here?.block; next++) {
    const line = lines[next]
    if (!line || hasLink(line) || isTitleOf(line, lines[next + 1])) break
    following.push(line)
  }
  return following
}

const wordsOf = (lines: Part[][]) =>
  tidy(
    lines.map((parts) => parts.map(({ text }) => (isAddress(text) ? '' : text)).join('')).join(' '),
  )

/** A line of words above one that is an address and nothing else. */
function isTitleOf(line: Line | undefined, next: Line | undefined): boolean {
  if (!line || !next || line.block !== next.block || hasLink(line)) return false
  return next.parts.every(({ bare, text }) => bare || !text.trim()) && hasLink(next)
}

type Heading = { level: number; text: string }

type Told = Pick<TextLink, 'title' | 'why' | 'credit'> & { label: string; address: string }

function linksOf(line: Line, previous: Line | undefined, rest: Line[]): Told[] {
  const told: Told[] = []
  line.parts.forEach(({ address, text }, index) => {
    if (address === undefined) return
    const from =
      line.parts.findLastIndex((part, at) => at < index && part.address !== undefined) + 1
    const before = trimmed(textOf(line.parts.slice(from, index)))
    const all = wordsOf([line.parts.slice(index + 1), ...rest.map(({ parts }) => parts)])
    const after = trimmed(line.item ? all : sentenceOf(all))
    const above = isTitleOf(previous, line) ? trimmed(textOf(previous?.parts ?? [])) : ''
    const label = isAddress(text) ? '' : trimmed(tidy(text))
    const credit =
      index > 0 && /(^|[\s(（])(by|von|作者)[:：]?$/i.test(textOf(line.parts.slice(from, index)))
    const of = before || told.at(-1)?.title || above
    const vague = label !== '' && isVague(label) && of !== ''
    const title = vague ? `${of} (${label})` : label || above || before
    const used = vague || title === before
    const why = after || (used || credit ? '' : before)
    told.push({ label, address, title: cut(title, 300), why: cut(why, 1_000), credit })
  })
  return told
}

// "here", "GitHub repo", "these slides": labels that need the words before them
function isVague(label: string): boolean {
  return /^((this|these|the|see)\s+)?(here|link|links|source|code|demo|docs?|documentation|website|site|home ?page|blog|blog ?post|article|more|read more|github|git ?hub repo(sitory)?|repo(sitory)?|slides?|video|videos|youtube|paper|pdf|recording|talk|wiki|issue|点击这里|这里|链接|源码|官网|文档|视频|幻灯片|论文|博客|更多|此处)$/iu.test(
    label,
  )
}

const sentenceOf = (text: string) => /^[\s\S]*?(?:[.!?](?=\s|$)|[。！？])/.exec(text)?.[0] ?? text

/** Without what only joined it to the words beside it. */
function trimmed(text: string): string {
  const joins = String.raw`[\s\-–—:：,，;；、|·•*>=→]`
  let words = text.replace(
    new RegExp(`^(?:${joins}|[.。)）\\]】])+|(?:${joins}|[(（\\[【])+$`, 'gu'),
    '',
  )
  for (const [open, close] of ['()', '（）', '[]', '【】']) {
    const [opened, closed] = [words.split(open ?? '').length, words.split(close ?? '').length]
    if (opened > closed && words.startsWith(open ?? '')) words = words.slice(1)
    if (closed > opened && words.endsWith(close ?? '')) words = words.slice(0, -1)
  }
  return words.trim()
}

function cut(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** A later one may be told of in better words than the first. */
function better(first: TextLink | undefined, { title, why }: Pick<Told, 'title' | 'why'>): void {
  if (!first) return
  first.title ||= title
  first.why ||= why
}

// `./feeds.opml`, `docs/setup.md`, `README.md`: with nothing of a host in them
function isFile(address: string): boolean {
  const { 0: first = '', length } = address.split('/')
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(address)) return false
  const file = /\.(md|markdown|html?|txt|png|jpe?g|gif|svg|pdf|opml|ya?ml|json|rst)([?#].*)?$/i
  return !first.includes('.') || (length === 1 && file.test(first))
}

/** A heading of the first level that stands before all others, and alone on its level. */
function ownTitle(lines: Line[]): string {
  const headings = lines.filter(({ level }) => level && level < 7)
  const first = headings.filter(({ level }) => level === headings[0]?.level)
  return headings[0]?.level === 1 && first.length === 1 ? headingOf(headings[0]) : ''
}

/** Each place's last heading; with the one above it where two parts have the same name. */
function sectionNames(places: string[][], title: string): string[] {
  const below = places.map((path) => (path[0] === title ? path.slice(1) : path))
  const paths = new Map<string, Set<string>>()
  for (const path of below) {
    const name = path.at(-1) ?? ''
    paths.set(name, (paths.get(name) ?? new Set()).add(path.join('\n')))
  }
  return below.map((path) => {
    const name = path.at(-1) ?? ''
    const alone = (paths.get(name)?.size ?? 0) < 2 || path.length < 2
    return cut(trimmed(alone ? name : `${path.at(-2)}: ${name}`), 200)
  })
}
