/** Markup that may be drawn as it is: whatever text was put into it has been escaped. */
export type Html = { readonly markup: string }

type Part = Html | readonly Html[] | string | number | false | null | undefined

const signs: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// Of other signs than these some care has to be taken
const careful = /[^\t\n\r !#-%(-;=?-~\u0085\u00a0-\ud7ff\ue000-\ufffc]/

/**
 * Text as it stands in HTML and XML alike, between elements or in a quoted attribute; what XML cannot
 * hold is left out.
 */
export function escaped(text: string): string {
  if (!careful.test(text)) return text
  return withoutControls(text).replace(/[&<>"']/g, (sign) => signs[sign] ?? '')
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

/** Several short texts as one line, each of which keeps its direction of writing to itself. */
export function facts(texts: (string | false | null | undefined)[]): Html {
  const given = texts.filter((text): text is string => Boolean(text))
  return { markup: given.map((text) => `<bdi>${escaped(text)}</bdi>`).join(' · ') }
}

/** Markup that was made safe elsewhere: what people wrote, sanitised when they did. */
export function sanitised(markup: string): Html {
  return { markup }
}

function drawn(part: Part): string {
  if (typeof part === 'string') return escaped(part)
  if (typeof part === 'number') return String(part)
  if (!part) return ''
  return 'markup' in part ? part.markup : part.map(drawn).join('')
}

const lines = new WeakMap<TemplateStringsArray, readonly string[]>()

/** A template without the breaks and indents of its source, worked out once. */
function joined(strings: TemplateStringsArray): readonly string[] {
  let parts = lines.get(strings)
  if (!parts) {
    parts = strings.map((part) => part.replace(/\s*\n\s*/g, ' '))
    lines.set(strings, parts)
  }
  return parts
}

/**
 * Markup from a template: `html\`<p title="${title}">${words}</p>\``. Every text is escaped, `Html` goes
 * in as it is, `false`, `null` and `undefined` draw nothing. Attributes must be quoted; a line
 * break in the template is a space.
 *
 * For what repeats on a page many times without state of its own. As elements of React each costs some
 * ten microseconds, on the server and again in the browser; drawn so, a hundredth of that.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const texts = joined(strings)
  let markup = texts[0] ?? ''
  for (let index = 0; index < parts.length; index++) {
    markup += drawn(parts[index]) + (texts[index + 1] ?? '')
  }
  return { markup }
}
