// The pages that strangers get are text put together once, without React: the same page as components
// costs the server ten times as much, and a browser the whole of the app's scripts.

/** Markup that is safe as it is. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | readonly Html[] | false | null | undefined

/** Markup from a template: what is put in is text, unless it is markup itself; nothing, for nothing. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  let text = strings[0] ?? ''
  for (const [index, value] of values.entries()) text += shown(value) + (strings[index + 1] ?? '')
  return new Html(text)
}

function shown(value: Value): string {
  if (value instanceof Html) return value.text
  if (value === false || value === null || value === undefined) return ''
  if (typeof value !== 'object') return escaped(String(value))
  return value.map(({ text }) => text).join('')
}

/** Markup that was made safe when it was written: rendered Markdown. */
export function trusted(text: string): Html {
  return new Html(text)
}

/** Several short texts as one line, each of which keeps its direction of writing to itself. */
export function facts(texts: (string | false | null | undefined)[]): Html {
  const given = texts.filter((text): text is string => Boolean(text))
  return new Html(given.map((text) => `<bdi>${escaped(text)}</bdi>`).join(' · '))
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for HTML and XML alike, in elements and in attributes; what XML cannot hold is left out. */
export function escaped(text: string): string {
  return withoutControls(text).replace(/[&<>"']/g, (sign) => entities[sign] ?? '')
}

/** Text without what neither a page nor a feed may hold (XML 1.0, 2.2), lone surrogates included. */
export function withoutControls(text: string): string {
  return text.replace(/(?![\t\n\r\u0085])\p{Cc}|\p{Cs}|[\ufffd\ufffe\uffff]/gu, '')
}

/**
 * One line of text. The marks that turn the direction of writing round (Unicode TR9, 2.1 to 2.5) have
 * no end in it that others would respect, so they are left out.
 */
export function lineOf(text: string): string {
  return withoutControls(text)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
