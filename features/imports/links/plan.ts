import { guessType, parseAddress } from '@/features/links/address'
import type { LinkType } from '@/prisma/generated/enums'
import type { Bookmark, Bookmarks, ReadState } from '../formats/bookmarks'
import type { LinkOptions } from '../schema'
import { json } from '../staged'

/** What an import of links will do: a file's links against what its list holds. Pure. */

/** What an import holds of links: what was read, and where they go if nobody says otherwise. */
export function stagedLinks({ links, name }: { links: Bookmarks; name: string }) {
  const title = links.title || name.replace(/\.[a-z]{2,5}$/i, '').trim() || name
  const options: LinkOptions = { list: null, title: title.slice(0, 200) }
  return { kind: 'links' as const, programme: links, options: json(options) }
}

export type PlannedLink = {
  url: string
  normalised: string
  hash: string
  type: LinkType
  offsetSeconds: number | null
  title: string
  /** Title of the section; empty for the part of the list before all sections */
  section: string
  /** Markdown */
  why: string
  addedAt: string | null
  state: ReadState | null
  /** Becomes the importing person's own */
  favourite: boolean
}

export type LinkPlan = {
  added: PlannedLink[]
  /** In the list already; they stay as they are */
  present: number
  /** Written again in the same file; joined with the first */
  repeated: number
}

const further: ReadState[] = ['todo', 'doing', 'done']
const longestSection = 200

/**
 * @param present hashes of the addresses that the list holds
 * Tags have no table of their own: they stand as `#tag` behind the words.
 */
export function planLinks(links: Bookmark[], present: ReadonlySet<string>): LinkPlan {
  const planned = new Map<string, PlannedLink & { tags: string[] }>()
  let known = 0
  let repeated = 0
  for (const link of links) {
    const address = parseAddress(link.url)
    if (!address.ok) continue
    if (present.has(address.hash)) {
      known++
      continue
    }
    const before = planned.get(address.hash)
    if (before) {
      repeated++
      if (link.note && !before.why.includes(link.note)) {
        before.why = [before.why, link.note].filter(Boolean).join('\n\n')
      }
      before.title ||= link.title
      before.tags = [...new Set([...before.tags, ...link.tags])]
      before.state = furthest(before.state, link.state)
      before.favourite ||= link.favourite
      before.addedAt = earlier(before.addedAt, link.addedAt)
      continue
    }
    const { url, normalised, hash, offsetSeconds } = address
    planned.set(hash, {
      ...{ url, normalised, hash, offsetSeconds, type: guessType(url), title: link.title },
      section: link.folder.join(' / ').slice(0, longestSection),
      ...{ why: link.note, tags: link.tags, addedAt: link.addedAt, state: link.state },
      favourite: link.favourite ?? false,
    })
  }
  const added = [...planned.values()].map(({ tags, ...one }) => {
    const written = tags.map((tag) => `#${tag.replace(/^#/, '').replace(/[\s#]+/g, '-')}`).join(' ')
    return { ...one, why: [one.why, written].filter(Boolean).join('\n\n') }
  })
  return { added, present: known, repeated }
}

function furthest(one: ReadState | null, other: ReadState | null): ReadState | null {
  if (!one || !other) return one ?? other
  return further.indexOf(one) >= further.indexOf(other) ? one : other
}

const earlier = (one: string | null, other: string | null) =>
  one && other ? (one < other ? one : other) : (one ?? other)

/** Sections in the order in which their first links come; without the part before them. */
export function sectionsOf(links: PlannedLink[]): string[] {
  return [...new Set(links.map(({ section }) => section))].filter(Boolean)
}
