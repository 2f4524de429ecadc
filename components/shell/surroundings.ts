import type { FormAction } from '@/components/ui/action-form'
import type { Locale, messagesOf } from '@/lib/i18n'

export type Theme = 'light' | 'dark' | 'system'

type Entry = { href: string; name: string }

/** What the frame shows around a page. Only what exists is passed; the frame invents nothing. */
export type Surroundings = {
  team: { slug: string; name: string }
  /** The reader's other teams. */
  otherTeams: Entry[]
  user: { id: string; name: string; email: string }
  /** Conferences worth a place of their own: now or soon, else the last ones. */
  conferences: Entry[]
  unread: number
  /** Whether the reader may open the team's settings. */
  manages: boolean
  /** Counts of what the reader has still to do, each with the page that lists it. */
  toFinish?: { href: string; name: string; count: number }[]
  theme: Theme
  actions: { setTheme: FormAction; setLocale: FormAction; signOut: FormAction }
}

/** Where the reader is: the decoded path, and what is asked of it. */
export type Here = { path: string; asked: { get: (name: string) => string | null } }

/** What every part of the frame is given: what it shows, the words for it, and where one is. */
export type FrameProps = Surroundings & { words: ShellWords; locale: Locale; here: Here }

export type ShellWords = ReturnType<typeof messagesOf>['shell']
