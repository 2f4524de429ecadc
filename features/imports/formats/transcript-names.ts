/** What the name of a transcript's file says: of which talk it is, and in which language. */
export type TranscriptName = {
  /** Without folder, ending, language and id */
  title: string
  /** A BCP 47 tag; empty where the name says none */
  language: string
  /** By which a session may be known: `video:ID` of yt-dlp, and words that may be a code */
  marks: string[]
  /** What files of one talk in several languages have in common */
  stem: string
}

const ending = /\.(?:vtt|srt|txt)$/i
const videoId = /[\s_-]*\[([\w-]{11})\]$/
/** As youtube-dl wrote it; told from words by capitals inside. */
const bareId = /-(?=[\w-]*[a-z\d][A-Z])([\w-]{11})$/
const tag = /[._ ]([a-z]{2,3}(?:[-_][A-Za-z]{2,8}|[-_]\d{3})*)$/i
const threeLetters: Record<string, string> = {
  ...{ eng: 'en', deu: 'de', ger: 'de', fra: 'fr', fre: 'fr', spa: 'es', ita: 'it', por: 'pt' },
  ...{ zho: 'zh', chi: 'zh', jpn: 'ja', kor: 'ko', rus: 'ru', pol: 'pl', nld: 'nl', dut: 'nl' },
}
const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

export function readTranscriptName(fileName: string): TranscriptName {
  let stem = (fileName.split(/[/\\]/).at(-1) ?? '').replace(ending, '').trim()
  const found = languageAt(stem)
  if (found) stem = found.rest
  const bracketed = videoId.exec(stem)
  const bare = bracketed ? null : bareId.exec(stem)
  const video = bracketed?.[1] ?? bare?.[1]
  const words = bracketed ? stem.slice(0, bracketed.index) : stem
  const codes = words
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 3 && word.length <= 40 && !/^(?:19|20)\d\d$/.test(word))
  const whole = words.trim().toLowerCase()
  return {
    stem,
    title: spaced(bare ? words.slice(0, bare.index) : words) || stem,
    language: found?.language ?? '',
    marks: [...new Set([...(video ? [`video:${video}`] : []), `name:${whole}`, ...codes])].slice(
      0,
      30,
    ),
  }
}

/** `Talk.en`, `Talk.zh-Hans`, `Talk.en-orig`, `1234-eng`: a tag that a language has. */
function languageAt(stem: string): { rest: string; language: string } | null {
  const three = /[-_.]([a-z]{3})$/.exec(stem)
  const known = three && threeLetters[three[1] ?? '']
  if (three && known) return { rest: stem.slice(0, three.index), language: known }
  const match = tag.exec(stem)
  // After a blank or an underscore a short word is more likely one of the title
  if (!match || stem[match.index] !== '.') return null
  const language = (match[1] ?? '').replaceAll('_', '-').replace(/-orig$/i, '')
  try {
    if (!names.of(language.split('-')[0] ?? '')) return null
    const [canonical = ''] = Intl.getCanonicalLocales(language)
    return { rest: stem.slice(0, match.index), language: canonical }
  } catch {
    return null
  }
}

/** `three-years_of running` as words; two hyphens part what one joins. */
function spaced(stem: string): string {
  const parts = stem.replace(/--+/g, ' | ').replace(/^\d{1,3}[\s._-]+(?=\D)/, '')
  const blanks = /\s/.test(stem.trim()) && !/--/.test(stem)
  return (blanks ? parts.replaceAll('_', ' ') : parts.replace(/[_-]+/g, ' '))
    .replace(/\.+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
