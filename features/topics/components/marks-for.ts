import { slugify } from '@/lib/ids'
import type { MarksFor } from '@/lib/markdown'
import { paths } from '@/lib/paths'
import { normaliseTopic } from '../marks'

/** How the marks in stored HTML are filled in for a member: with names of today and their own. */
export function marksFor(
  reader: { team: string; userId: string },
  names: MarksFor['names'],
  someone: string,
): MarksFor {
  const topicAt = (id: string, words: string) =>
    paths.topic(reader.team, { id, slug: slugify(normaliseTopic(words.replaceAll('#', ''))) })
  return { names, someone, you: reader.userId, topicAt }
}
