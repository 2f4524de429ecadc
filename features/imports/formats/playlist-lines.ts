import { recordingOf } from '@/features/sessions/recording'
import { readCsv } from './csv'

/** What a list says of a recording, before it is checked. */
export type Found = {
  title: string
  address: string
  /** Seconds */
  duration: number | null
  line: number | null
}

const address =
  /https?:\/\/[^\s<>"'|)\]，。]+|(?<![\w@./-])(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com)\/[^\s<>"'|)\]，。]+/gi
const link = /\[((?:[^[\]]|\[[^\]]*\])*)\]\(<?((?:https?:\/\/|www\.)[^\s)>]+)>?[^)]*\)/gi
/** What a link is called where the title stands beside it. */
const label =
  /^(?:video|videos|youtube|vimeo|recording|record|watch|link|url|here|play|▶\S*|录像|视频|视频链接|链接)\W*$/i
const clock = String.raw`(?:\d{1,3}:)?\d{1,2}:\d{2}`
const atEnd = new RegExp(String.raw`[\s\-–—|,;]*[([]?\b(${clock})[)\]]?\s*$`)
const atStart = new RegExp(String.raw`^\s*[([]?(${clock})[)\]]?[\s\-–—|,;]+`)
const onlyTime = new RegExp(String.raw`^\s*[([]?(${clock})[)\]]?\s*$`)
const numbering = /^\s*(?:[-*+•]\s+)?(?:\[[ xX]\]\s+)?(?:#?\d{1,4}[.):]\s+|\d{1,3}\s+[-–—]\s+)?/
/** Lines that a playlist's page puts between titles. */
const noise =
  /^(?:\d{1,4}|[•·|-]+|now playing|watch later|add to queue|subscribe|share|[\d.,]+\s?[kmb]?\s+views?.*|\d+\s+(?:second|minute|hour|day|week|month|year)s?\s+ago|streamed .* ago|正在播放|[\d.,]+\s*[万亿]?次观看.*|\d+\s*(?:天|周|个月|年)前)$/i

type Line = { at: number; address: string | null; title: string; duration: number | null }

/** Reads a list of recordings that is no JSON: `Found` in the order of the addresses. */
export function readPlaylistLines(text: string): { title: string | null; found: Found[] } {
  const table = readTable(text)
  if (table) return { title: null, found: table }
  const lines = text.split(/\r\n?|\n/).map(readLine)
  const first = lines.find((line) => line.address || line.title)
  // "Address, then title" is told by the first line: it has an address and nothing else
  const titleFollows = !!first?.address && !first.title
  const found: Found[] = []
  let block: Line[] = []
  const common = repeated(lines)
  for (const line of titleFollows ? lines.toReversed() : lines) {
    if (!line.address) {
      block.push(line)
      continue
    }
    const around = titleFollows ? block.toReversed() : block
    const near = line.title ? [] : nearest(around, titleFollows, common)
    found.push({
      title: line.title || (near[0]?.title ?? ''),
      address: line.address,
      duration: line.duration ?? around.findLast(({ duration }) => duration)?.duration ?? null,
      line: line.at,
    })
    block = []
  }
  return { title: null, found: titleFollows ? found.toReversed() : found }
}

/** The lines of a block that may be its title: those next to the address, up to a blank line. */
function nearest(block: Line[], after: boolean, common: Set<string>): Line[] {
  const said = (line: Line) => line.title && !common.has(line.title)
  const ordered = after ? block : block.toReversed()
  const from = ordered.findIndex(said)
  if (from < 0) return []
  const rest = ordered.slice(from)
  const blank = rest.findIndex(({ title, duration }) => !title && duration === null)
  const part = (blank < 0 ? rest : rest.slice(0, blank)).filter(said)
  return after ? part : part.toReversed()
}

/** Lines that stand beside every third recording: the channel's name, not a title. */
function repeated(lines: Line[]): Set<string> {
  const counts = new Map<string, number>()
  let addresses = 0
  for (const { address, title } of lines) {
    if (address) addresses++
    else if (title) counts.set(title, (counts.get(title) ?? 0) + 1)
  }
  const often = Math.max(2, addresses / 3)
  return new Set([...counts].filter(([, count]) => count > often).map(([title]) => title))
}

function readLine(raw: string, index: number): Line {
  const at = index + 1
  // Tables are padded with blanks
  const line = raw
    .slice(0, 4_000)
    .replace(/[ \u00a0]+/g, ' ')
    .slice(0, 2_000)
  const time = onlyTime.exec(line)
  if (time) return { at, address: null, title: '', duration: secondsOf(time[1] ?? '') }
  const linked = [...line.matchAll(link)].map(([, text = '', url = '']) => ({ text, url }))
  const bare = [...line.matchAll(address)].map(([url]) => ({ text: '', url: trimmed(url) }))
  const named = [...linked, ...bare].filter(({ url }) => !isOther(url))
  const chosen = named.find(({ url }) => recordingOf(withScheme(url))) ?? named[0]
  if (!chosen && bare.length > 0) return { at, address: null, title: '', duration: null }
  const id = chosen ? null : /\[([\w-]{11})\](?:\.\w{2,4})?\s*$/.exec(line)
  const rest = line
    .replace(link, (_, text: string) => (label.test(text.trim()) ? '' : text))
    .replace(address, '')
    .replace(id?.[0] ?? /$^/, '')
  // Rows of tables: the first cell that says something
  const said = /\t|^\s*\|/.test(rest) ? cellOf(rest) : tidy(rest)
  const written = id ? `https://youtu.be/${id[1]}` : null
  const title = chosen && label.test(said.title) ? '' : said.title
  return { at, address: chosen?.url ?? written, title, duration: said.duration }
}

function cellOf(row: string) {
  const cells = row.split(/\t|\|/).map(tidy)
  const said = cells.find(({ title }) => title && !label.test(title)) ?? { title: '' }
  const duration = cells.find((cell) => cell.duration !== null)?.duration ?? null
  return { title: said.title, duration }
}

/** A title without the number before it, the duration beside it, and what joined it to its address. */
function tidy(text: string): { title: string; duration: number | null } {
  if (/^\s*(?:#{1,6}\s|[-=|:\s]+$)/.test(text)) return { title: '', duration: null }
  const only = onlyTime.exec(text)
  if (only) return { title: '', duration: secondsOf(only[1] ?? '') }
  let title = text.replace(numbering, '')
  const duration = durationIn(title)
  title = title.replace(atEnd, '').replace(atStart, '')
  title = title
    .replace(/\(\s*\)|\[\s*\]|<\s*>/g, '')
    .replace(numbering, '')
    .replace(/^[\s\-–—:|,;•·→>]+|[\s\-–—:|,;•·→<]+$/g, '')
    .replace(/^(["“„«*_`]+)(.+?)(["”“»*_`]+)$/, '$2')
    .replace(/""/g, '"')
    .trim()
  return { title: noise.test(title) ? '' : title, duration }
}

function durationIn(text: string): number | null {
  const found = atEnd.exec(text) ?? atStart.exec(text)
  return found ? secondsOf(found[1] ?? '') : null
}

const secondsOf = (time: string) =>
  time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

const trimmed = (url: string) => url.replace(/[.,;:!?]+$/, '')
const withScheme = (url: string) => (/^https?:/i.test(url) ? url : `https://${url}`)

/** Addresses of a playlist, a channel or of slides are no recordings. */
function isOther(url: string): boolean {
  return (
    /^(?:https?:\/\/)?(?:www\.|m\.)?youtube\.com\/(?:playlist|channel|c\/|user\/|@)/i.test(url) ||
    /\.(?:pdf|pptx?|odp|key)(?:[?#]|$)/i.test(url)
  )
}

const columns = {
  title: /^(?:title|name|video ?title|talk|session|topic|标题|题目|名称)$/i,
  address: /^(?:url|link|address|video ?url|video|youtube|recording|watch|链接|地址|视频|录像)$/i,
  duration: /^(?:duration|length|时长)$/i,
}

/** A table with a first row that names its columns; null for any other text. */
function readTable(text: string): Found[] | null {
  const head = text.trimStart().split(/\r?\n/, 1)[0] ?? ''
  if (!/[,;\t]/.test(head)) return null
  const [names, ...rows] = readCsv(text.trimStart())
  const at = (pattern: RegExp) => names?.cells.findIndex((name) => pattern.test(name.trim())) ?? -1
  const [title, url, duration] = [at(columns.title), at(columns.address), at(columns.duration)]
  if (title < 0 || url < 0) return null
  return rows.flatMap(({ cells, line }) => {
    const address = cells[url]?.trim()
    if (!address) return []
    const time = cells[duration]?.trim() ?? ''
    const seconds = onlyTime.test(time) ? secondsOf(time) : /^\d+$/.test(time) ? Number(time) : null
    return [{ title: cells[title] ?? '', address, duration: seconds, line }]
  })
}
