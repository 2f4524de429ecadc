import { shortId, slugId } from './ids'

type Named = { id: string; slug: string }

/**
 * Every address of the app in one place. Teams go by slug, the rest by `slug-id` or short id.
 * Slugs may be Chinese; they are percent-encoded here, once.
 */
export const paths = {
  home: () => '/',
  signIn: (next?: string) => (next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  signUp: (next?: string) => (next ? `/sign-up?next=${encodeURIComponent(next)}` : '/sign-up'),
  forgotPassword: () => '/forgot-password',
  resetPassword: (token: string) => `/reset-password/${token}`,
  confirmEmail: (token: string) => `/confirm-email/${token}`,
  invitation: (token: string) => `/join/${token}`,
  account: () => '/account',
  newTeam: () => '/teams/new',
  share: (token: string) => `/s/${token}`,

  team: (team: string) => `/t/${team}`,
  inbox: (team: string) => `/t/${team}/inbox`,
  members: (team: string) => `/t/${team}/settings/members`,
  teamSettings: (team: string) => `/t/${team}/settings`,
  teamShares: (team: string) => `/t/${team}/settings/shares`,
  conferences: (team: string, query: Record<string, string | undefined> = {}) =>
    `/t/${team}/conferences${queryString(query)}`,
  newConference: (team: string) => `/t/${team}/conferences/new`,
  conference: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `/t/${team}/conferences/${encoded(it)}${queryString(query)}`,
  conferenceSettings: (team: string, it: Named) => `/t/${team}/conferences/${encoded(it)}/settings`,
  newSession: (team: string, it: Named) => `/t/${team}/conferences/${encoded(it)}/sessions/new`,
  imports: (team: string, it?: Named) =>
    `/t/${team}/imports${it ? `?conference=${shortId(it.id)}` : ''}`,
  import: (team: string, id: string) => `/t/${team}/imports/${shortId(id)}`,
  upload: (team: string) => `/api/uploads/${team}/programme`,
  session: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `/t/${team}/sessions/${encoded(it)}${queryString(query)}`,
  editSession: (team: string, it: Named) => `/t/${team}/sessions/${encoded(it)}/edit`,
  annotation: (team: string, session: Named, id: string) =>
    `/t/${team}/sessions/${encoded(session)}#annotation-${shortId(id)}`,
  lists: (team: string) => `/t/${team}/lists`,
  newList: (team: string) => `/t/${team}/lists/new`,
  list: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `/t/${team}/lists/${encoded(it)}${queryString(query)}`,
}

function encoded({ id, slug }: Named): string {
  return encodeURIComponent(slugId(slug, id))
}

function queryString(query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1])
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

/**
 * A path of ours to go to after signing in, or null. Refuses other origins, protocol-relative
 * addresses and backslashes, which browsers read as slashes (open redirects).
 */
export function safeNext(next: unknown): string | null {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next) || /[\\\p{Cc}]/u.test(next))
    return null
  return next
}
