import type { Operation } from '@/lib/api'
import * as adding from './teams/[team]/adding/route'
import * as annotationAnswer from './teams/[team]/annotations/[id]/answer/route'
import * as annotationAssignment from './teams/[team]/annotations/[id]/assignment/route'
import * as annotationClosed from './teams/[team]/annotations/[id]/closed/route'
import * as annotationPhotosPhoto from './teams/[team]/annotations/[id]/photos/[photo]/route'
import * as annotationReactionsKind from './teams/[team]/annotations/[id]/reactions/[kind]/route'
import * as annotation from './teams/[team]/annotations/[id]/route'
import * as annotations from './teams/[team]/annotations/route'
import * as commentReactionsKind from './teams/[team]/comments/[id]/reactions/[kind]/route'
import * as comment from './teams/[team]/comments/[id]/route'
import * as comments from './teams/[team]/comments/route'
import * as completions from './teams/[team]/completions/route'
import * as conference from './teams/[team]/conferences/[id]/route'
import * as conferences from './teams/[team]/conferences/route'
import * as exportsType from './teams/[team]/exports/[type]/[id]/[format]/route'
import * as exportsEverything from './teams/[team]/exports/everything/route'
import * as exportsNotes from './teams/[team]/exports/notes/[format]/route'
import * as importConfirmation from './teams/[team]/imports/[id]/confirmation/route'
import * as oneImport from './teams/[team]/imports/[id]/route'
import * as imports from './teams/[team]/imports/route'
import * as linkPicture from './teams/[team]/links/[id]/picture/route'
import * as link from './teams/[team]/links/[id]/route'
import * as links from './teams/[team]/links/route'
import * as listEntriesPlace from './teams/[team]/lists/[id]/entries/[entry]/place/route'
import * as listEntriesEntry from './teams/[team]/lists/[id]/entries/[entry]/route'
import * as listEntries from './teams/[team]/lists/[id]/entries/route'
import * as list from './teams/[team]/lists/[id]/route'
import * as listSectionsSection from './teams/[team]/lists/[id]/sections/[section]/route'
import * as listSections from './teams/[team]/lists/[id]/sections/route'
import * as lists from './teams/[team]/lists/route'
import * as live from './teams/[team]/live/route'
import * as photosPhotoSize from './teams/[team]/photos/[photo]/[size]/route'
import * as progressTypeId from './teams/[team]/progress/[type]/[id]/route'
import * as restoredTypeId from './teams/[team]/restored/[type]/[id]/route'
import * as sessionInterest from './teams/[team]/sessions/[id]/interest/route'
import * as sessionPresence from './teams/[team]/sessions/[id]/presence/route'
import * as sessionRecordingsRecording from './teams/[team]/sessions/[id]/recordings/[recording]/route'
import * as session from './teams/[team]/sessions/[id]/route'
import * as sessionTranscript from './teams/[team]/sessions/[id]/transcript/route'
import * as sessions from './teams/[team]/sessions/route'
import * as threadResolved from './teams/[team]/threads/[id]/resolved/route'

/** What a route file exports: handlers that say of themselves what they take and answer. */
export type Route = Partial<Record<Method, { operation: Operation }>>

export const methods = ['GET', 'PUT', 'DELETE'] as const
export type Method = (typeof methods)[number]

/** Every route of the API by its path. A test compares them with the files on disk. */
export const routes: Record<string, Route> = {
  '/teams/{team}/adding': adding,
  '/teams/{team}/annotations': annotations,
  '/teams/{team}/annotations/{id}': annotation,
  '/teams/{team}/annotations/{id}/answer': annotationAnswer,
  '/teams/{team}/annotations/{id}/assignment': annotationAssignment,
  '/teams/{team}/annotations/{id}/closed': annotationClosed,
  '/teams/{team}/annotations/{id}/photos/{photo}': annotationPhotosPhoto,
  '/teams/{team}/annotations/{id}/reactions/{kind}': annotationReactionsKind,
  '/teams/{team}/comments': comments,
  '/teams/{team}/comments/{id}': comment,
  '/teams/{team}/comments/{id}/reactions/{kind}': commentReactionsKind,
  '/teams/{team}/completions': completions,
  '/teams/{team}/conferences': conferences,
  '/teams/{team}/conferences/{id}': conference,
  '/teams/{team}/exports/everything': exportsEverything,
  '/teams/{team}/exports/notes/{format}': exportsNotes,
  '/teams/{team}/exports/{type}/{id}/{format}': exportsType,
  '/teams/{team}/imports': imports,
  '/teams/{team}/imports/{id}': oneImport,
  '/teams/{team}/imports/{id}/confirmation': importConfirmation,
  '/teams/{team}/links': links,
  '/teams/{team}/links/{id}': link,
  '/teams/{team}/links/{id}/picture': linkPicture,
  '/teams/{team}/lists': lists,
  '/teams/{team}/lists/{id}': list,
  '/teams/{team}/lists/{id}/entries': listEntries,
  '/teams/{team}/lists/{id}/entries/{entry}': listEntriesEntry,
  '/teams/{team}/lists/{id}/entries/{entry}/place': listEntriesPlace,
  '/teams/{team}/lists/{id}/sections': listSections,
  '/teams/{team}/lists/{id}/sections/{section}': listSectionsSection,
  '/teams/{team}/live': live,
  '/teams/{team}/photos/{photo}/{size}': photosPhotoSize,
  '/teams/{team}/progress/{type}/{id}': progressTypeId,
  '/teams/{team}/restored/{type}/{id}': restoredTypeId,
  '/teams/{team}/sessions': sessions,
  '/teams/{team}/sessions/{id}': session,
  '/teams/{team}/sessions/{id}/interest': sessionInterest,
  '/teams/{team}/sessions/{id}/presence': sessionPresence,
  '/teams/{team}/sessions/{id}/recordings/{recording}': sessionRecordingsRecording,
  '/teams/{team}/sessions/{id}/transcript': sessionTranscript,
  '/teams/{team}/threads/{id}/resolved': threadResolved,
}
