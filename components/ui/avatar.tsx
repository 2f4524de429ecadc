import { type Html, html } from './html'

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/**
 * One to two characters that stand for a name: the first character of a name written in Chinese,
 * Japanese or Korean (its family name), else the initials of the first and last word.
 */
export function initials(name: string): string {
  const cjk = CJK.exec(name)
  const words = name
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .trim()
    .split(/\s+/)
  const first = words[0] ?? ''
  if (cjk && CJK.test(first)) return cjk[0]
  const last = words.length > 1 ? (words[words.length - 1] ?? '') : ''
  const letters = [first, last].map((word) => [...word][0] ?? '').join('')
  return letters.toUpperCase() || '?'
}

/** A colour from 1 to 8 that stays the same for an id (FNV-1a, 32 bits). */
export function avatarColour(id: string): number {
  let hash = 0x811c9dc5
  for (const character of id) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return ((hash >>> 0) % 8) + 1
}

type Person = { id: string; name: string }

/**
 * A person without a picture. Decorative where the name stands beside it; with `named` it carries
 * the name itself (in a stack, for example).
 */
export function Avatar({
  person,
  named = false,
  large = false,
}: {
  person: Person
  named?: boolean
  large?: boolean
}) {
  const className = `avatar avatar-${avatarColour(person.id)}${large ? ' avatar-lg' : ''}`
  const name = named ? { role: 'img', 'aria-label': person.name } : { 'aria-hidden': true }
  return (
    <span className={className} title={person.name} {...name}>
      {initials(person.name)}
    </span>
  )
}

/** The same in markup, beside the name. */
export function avatarMark({ id, name }: Person): Html {
  return html`<span class="avatar avatar-${avatarColour(id)}" aria-hidden="true">${initials(name)}</span>`
}

/** Several people, overlapping. The rest beyond `max` is a number. */
export function AvatarStack({ people, max = 5 }: { people: Person[]; max?: number }) {
  const rest = people.length - max
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className="avatar-stack">
        {people.slice(0, max).map((person) => (
          <Avatar key={person.id} person={person} named />
        ))}
      </span>
      {rest > 0 && <span className="count">+{rest}</span>}
    </span>
  )
}
