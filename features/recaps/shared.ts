import 'server-only'
import { getPublicNotes } from '@/features/annotations/public'
import { feedKey } from '@/features/shares/feed'
import type { Visitor } from '@/lib/actor'
import { Prisma } from '@/lib/db'
import { env } from '@/lib/env'
import { withoutInnerLinks } from '@/lib/markdown'
import { sharedRecapsSql } from './policy'
import { readHead, readTalks } from './queries'

/**
 * The recap that a share opens, or null: of what was chosen the annotations that are public, and no
 * name but of those who agreed. No id is in it but keys that lead nowhere.
 */
export async function getSharedRecap(visitor: Visitor) {
  const agreed = Prisma.sql`m."showNameOnPublic" AND m."leftAt" IS NULL`
  const head = await readHead(visitor, sharedRecapsSql(visitor), agreed)
  if (!head) return null
  const talks = await readTalks(visitor, head, await getPublicNotes(visitor))
  const { id: _, conferenceId: __, revision: ___, html, ...rest } = head
  const shown = (html: string) => withoutInnerLinks(html, env.PUBLIC_URL)
  return {
    ...rest,
    key: feedKey(visitor, 'recap'),
    html: shown(html),
    talks: talks.map(({ id, slug: _, line, words, ...talk }) => ({
      ...talk,
      key: feedKey(visitor, id),
      line: shown(line),
      words: words.map(shown),
    })),
  }
}

export type SharedRecap = NonNullable<Awaited<ReturnType<typeof getSharedRecap>>>
