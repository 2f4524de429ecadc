import { shortId, slugId } from './ids'

type Named = { id: string; slug: string }
/** What annotations stand on: a session, or the text that is kept of the link with this id */
type Annotated = Named & { link?: string | null }

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
  share: (token: string, form: '' | '.md' | '.html' | '.atom' | '.png' = '') =>
    `/s/${token}${form}`,
  /** A picture of a public annotation; `id` is short */
  sharedPhoto: (token: string, id: string, size: 'large' | 'small') =>
    `${paths.share(token)}/photos/${id}/${size}.webp`,

  team: (team: string) => at(team),
  inbox: (team: string) => `${at(team)}/inbox`,
  toFinish: (team: string, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/to-finish${queryString(query)}`,
  members: (team: string) => `${at(team)}/settings/members`,
  /** What goes out as files; of a session too, when its id is given */
  export: (team: string, session?: string) =>
    `${at(team)}/export${session ? `?session=${shortId(session)}` : ''}`,
  /** A member's own notes, once an ending is added: `.md`, `.zip`, `.json` */
  notes: (team: string) => `${at(team)}/notes`,
  /** All of a team that its reader may see */
  everything: (team: string) => `${at(team)}/everything.zip`,
  teamSettings: (team: string) => `${at(team)}/settings`,
  teamShares: (team: string, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/settings/shares${queryString(query)}`,
  /** How to use the API, for people and for programs */
  apiReference: () => '/docs/api',
  openApi: () => '/api/v1/openapi.json',
  tokens: (team: string) => `${at(team)}/settings/tokens`,
  conferences: (team: string, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/conferences${queryString(query)}`,
  newConference: (team: string) => `${at(team)}/conferences/new`,
  conference: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/conferences/${encoded(it)}${queryString(query)}`,
  /** What one wants of it; with an ending, `.ics` or `.json` */
  picks: (team: string, it: Named) => `${at(team)}/conferences/${encoded(it)}/picks`,
  /** The same for a calendar, secret */
  calendarFeed: (token: string) => `/calendar/${token}.ics`,
  /** What the team hands on of it; what chooses that; who may have it */
  recap: (team: string, it: Named) => `${at(team)}/conferences/${encoded(it)}/recap`,
  editRecap: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `${paths.recap(team, it)}/edit${queryString(query)}`,
  shareRecap: (team: string, it: Named) => `${paths.recap(team, it)}/share`,
  /** The versions of its introduction, or of the line on a talk */
  recapHistory: (
    team: string,
    it: Named,
    talk: string | null,
    query: Record<string, string | undefined> = {},
  ) =>
    `${paths.recap(team, it)}/history${queryString({ talk: talk ? shortId(talk) : undefined, ...query })}`,
  conferenceSettings: (team: string, it: Named) =>
    `${at(team)}/conferences/${encoded(it)}/settings`,
  sources: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/conferences/${encoded(it)}/sources${queryString(query)}`,
  programmeChanges: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/conferences/${encoded(it)}/changes${queryString(query)}`,
  newSession: (team: string, it: Named) => `${at(team)}/conferences/${encoded(it)}/sessions/new`,
  imports: (team: string, it?: Named | null, page?: number) =>
    `${at(team)}/imports${queryString({ conference: it ? shortId(it.id) : '', page: String(page ?? '') })}`,
  import: (team: string, id: string, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/imports/${shortId(id)}${queryString(query)}`,
  importRecord: (team: string, id: string) =>
    `/api/v1/teams/${encodeURIComponent(team)}/imports/${id}`,
  /** Where recordings and transcripts of a conference come in, several at once */
  importMedia: (team: string, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/imports/media${queryString(query)}`,
  uploadTranscripts: (team: string) => `/api/uploads/${encodeURIComponent(team)}/transcripts`,
  importReport: (team: string, id: string) => `${at(team)}/imports/${shortId(id)}/report.json`,
  upload: (team: string) => `/api/uploads/${encodeURIComponent(team)}/programme`,
  session: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/sessions/${encoded(it)}${queryString(query)}`,
  /** The talk page with what was said; the query may tell why a file was refused */
  transcript: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `${paths.session(team, it, { ...query, view: 'transcript' })}#transcript`,
  uploadTranscript: (team: string) => `/api/uploads/${encodeURIComponent(team)}/transcript`,
  /** Where the bytes of a recording are put, under an id that the sender chose, and read again */
  recordingApi: (team: string, session: string, id: string) =>
    `/api/v1/teams/${encodeURIComponent(team)}/sessions/${session}/recordings/${id}`,
  /** The same by a plain form, which ends on the talk page */
  uploadRecording: (team: string) => `/api/uploads/${encodeURIComponent(team)}/recording`,
  /** Where a recording is uploaded; the query may tell why one was refused */
  recordingForm: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `${paths.editSession(team, it)}${queryString(query)}#recording`,
  /** What one wants of a session: PUT there and DELETEd */
  interestApi: (team: string, session: string) =>
    `/api/v1/teams/${encodeURIComponent(team)}/sessions/${session}/interest`,
  editSession: (team: string, it: Named) => `${at(team)}/sessions/${encoded(it)}/edit`,
  /** The public addresses of its notes */
  shareSession: (team: string, it: Named) => `${at(team)}/sessions/${encoded(it)}/share`,
  /** The query brings the part of a long column in which it stands */
  annotation: (team: string, on: Annotated, id: string) =>
    `${paths.annotated(team, on, { at: shortId(id) })}#annotation-${shortId(id)}`,
  /** The page of what annotations stand on */
  annotated: (team: string, on: Annotated, query: Record<string, string | undefined> = {}) =>
    on.link ? paths.article(team, on.link, query) : paths.session(team, on, query),
  /** A comment on an annotation stands in the part of the column that holds that one. */
  comment: (team: string, place: Annotated, { id, on }: { id: string; on: string | null }) =>
    `${paths.annotated(team, place, on ? { at: shortId(on) } : {})}#comment-${shortId(id)}`,
  /** The versions of an annotation */
  history: (team: string, on: Annotated, id: string, query: Record<string, string> = {}) =>
    `${paths.annotated(team, on)}/history/${shortId(id)}${queryString(query)}`,
  /** The summary of a talk, and one block in it */
  summary: (team: string, session: Named, block?: string) =>
    `${paths.session(team, session, { notes: 'summary' })}${block ? `#block-${shortId(block)}` : ''}`,
  /** The versions of the team's words in a summary */
  blockHistory: (team: string, session: Named, block: string, query: Record<string, string> = {}) =>
    `${at(team)}/sessions/${encoded(session)}/summary/${shortId(block)}${queryString(query)}`,
  /** The text that is kept of a link's page */
  article: (team: string, link: string, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/links/${shortId(link)}/read${queryString(query)}`,
  /** What it was before, named by its content; the query may name a passage to show in it */
  articleVersion: (team: string, link: string, hash: string, query: Record<string, string> = {}) =>
    `${paths.article(team, link)}/versions/${hash.slice(0, 16)}${queryString(query)}`,
  /** The picture of a link; the hash tells one from the next */
  linkPicture: (team: string, link: string, hash: string) =>
    `/api/v1/teams/${encodeURIComponent(team)}/links/${link}/picture?v=${hash.slice(0, 12)}`,
  /** Cut to a shape that is always the same */
  linkThumbnail: (team: string, link: string, hash: string) =>
    `${paths.linkPicture(team, link, hash)}&size=thumbnail`,
  annotationApi: (team: string, id: string) =>
    `/api/v1/teams/${encodeURIComponent(team)}/annotations/${id}`,
  answerApi: (team: string, annotation: string) =>
    `${paths.annotationApi(team, annotation)}/answer`,
  commentApi: (team: string, id: string) =>
    `/api/v1/teams/${encodeURIComponent(team)}/comments/${id}`,
  /** A sign of one kind on something: PUT there and DELETEd */
  reactionApi: (team: string, on: { type: 'annotation' | 'comment'; id: string }, kind: string) =>
    `/api/v1/teams/${encodeURIComponent(team)}/${on.type}s/${on.id}/reactions/${kind}`,
  /** Where the bytes of a picture are put, under an id that the sender chose */
  photoApi: (team: string, annotation: string, id: string) =>
    `${paths.annotationApi(team, annotation)}/photos/${id}`,
  /** The same by a plain form, which ends on the page again */
  photoForm: (team: string) => `/api/uploads/${encodeURIComponent(team)}/photos`,
  photos: (team: string) => `/api/v1/teams/${encodeURIComponent(team)}/photos/`,
  photo: (team: string, id: string, size: 'large' | 'small') =>
    `${paths.photos(team)}${shortId(id)}/${size}.webp`,
  liveApi: (team: string) => `/api/v1/teams/${encodeURIComponent(team)}/live`,
  presenceApi: (team: string, sessionId: string) =>
    `/api/v1/teams/${encodeURIComponent(team)}/sessions/${sessionId}/presence`,
  topic: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/topics/${encoded(it)}${queryString(query)}`,
  completions: (team: string) => `/api/v1/teams/${encodeURIComponent(team)}/completions`,
  lists: (team: string, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/lists${queryString(query)}`,
  /** Where a bookmarklet leads, with what it says of a page of the web */
  addPage: (team: string) => `${at(team)}/add`,
  newList: (team: string) => `${at(team)}/lists/new`,
  list: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/lists/${encoded(it)}${queryString(query)}`,
  /** A filter that was kept, and its form */
  newSmartList: (team: string) => `${at(team)}/smart-lists/new`,
  smartList: (team: string, it: Named, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/smart-lists/${encoded(it)}${queryString(query)}`,
  editSmartList: (team: string, it: Named) => `${at(team)}/smart-lists/${encoded(it)}/edit`,
  /** Adds what an address leads to; one of ours from its slash on */
  addToList: (team: string, address: string) => `${at(team)}/lists/add${queryString({ address })}`,
  /** What it leads to, and the lists there are for it */
  addingApi: (team: string) => `/api/v1/teams/${encodeURIComponent(team)}/adding`,
  /** All that one has to read oneself */
  reading: (team: string, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/reading${queryString(query)}`,
  /** One's own state of a link or a session */
  progressApi: (team: string, on: { type: 'link' | 'session'; id: string }) =>
    `/api/v1/teams/${encodeURIComponent(team)}/progress/${on.type}/${on.id}`,
  editList: (team: string, it: Named) => `${at(team)}/lists/${encoded(it)}/edit`,
  /** Where a list is copied, or the entries that the query names are brought to another */
  copyList: (team: string, it: Named) => `${at(team)}/lists/${encoded(it)}/copy`,
  /** Where a text full of addresses becomes entries */
  addSeveral: (team: string, it: Named) => `${at(team)}/lists/${encoded(it)}/add`,
  shareList: (team: string, it: Named) => `${at(team)}/lists/${encoded(it)}/share`,
  links: (team: string, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/links${queryString(query)}`,
  link: (team: string, id: string, query: Record<string, string | undefined> = {}) =>
    `${at(team)}/links/${shortId(id)}${queryString(query)}`,
  editLink: (team: string, id: string) => `${at(team)}/links/${shortId(id)}/edit`,
}

/** Slugs in route parameters come percent-encoded; a slug itself has no percent sign. */
function at(team: string): string {
  return `/t/${team.includes('%') ? team : encodeURIComponent(team)}`
}

function encoded({ id, slug }: Named): string {
  return encodeURIComponent(slugId(slug, id))
}

function queryString(query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1])
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

/**
 * A web address as it stands, read; null when it is none. In the place of URL.canParse, which Node 20,
 * once it has been asked often, answers wrongly for texts with letters like ü (its fast call takes
 * Latin-1 for UTF-8).
 */
export function readUrl(text: string, base?: string | URL): URL | null {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
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
