import { z } from 'zod'
import { longestText, mostLinks } from '@/features/links/found-links'
import { addressInput, linkTitleInput } from '@/features/links/schema'
import { seenRevision } from '@/lib/records'
import { LinkType, ListAudience, ProgressState } from '@/prisma/generated/enums'
import { type Mark, marks } from './mine/marks'

const id = z.uuid('errors.invalid')
const noId = z.literal('').transform(() => undefined)
const revision = seenRevision
const title = z.string().trim().min(1, 'errors.required').max(200, 'errors.tooLong')
const description = z.string().trim().max(10_000, 'errors.tooLong').default('')
const why = z.string().trim().max(20_000, 'errors.tooLong').default('')

/** For the whole team unless said otherwise. */
export const listInput = z.object({
  title,
  description,
  audience: z.enum(ListAudience, 'errors.invalid').optional(),
})
/** `id` where a program has chosen it. */
export type ListInput = z.output<typeof listInput> & { id?: string }

export const listEditInput = z.object({ id, revision, title, description })
export type ListEdit = z.output<typeof listEditInput>

/** What `PUT /api/v1/…/lists/{id}` sends: a new one, or all of one where it names a revision. */
export const putListInput = z.object({
  id,
  revision: revision.optional(),
  title,
  description,
  audience: listInput.shape.audience.describe('api.fields.listAudience'),
})
export type PutList = z.output<typeof putListInput>

export const entryAddressInput = z.object({ id, entry: id })

/** What `PUT /api/v1/…/lists/{id}/entries/{entry}` sends: what to add, or another why. */
export const putEntryInput = entryAddressInput
  .extend({
    revision: revision.optional(),
    address: addressInput.optional(),
    session: id.optional(),
    title: linkTitleInput.default(''),
    why,
  })
  .refine(({ revision, address, session }) => revision !== undefined || !address !== !session, {
    path: ['address'],
    message: 'errors.required',
  })

export const listIdInput = z.object({ id })
export const entryIdInput = z.object({ id })

export const addLinkInput = z.object({
  list: id,
  address: addressInput,
  title: linkTitleInput.default(''),
  why,
  section: id.or(noId).optional(),
})
export type AddLink = z.output<typeof addLinkInput> & { id?: string }

const given = (max: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\0', '').slice(0, max))
    .catch('')

/** What a bookmarklet says of the page it was pressed on, in the address; for a form. */
export const sentPageInput = z.object({ url: given(4_096), title: given(300), text: given(4_000) })

/** To a list there is, or to a new one of this title. */
export const addSessionInput = z
  .object({
    session: id,
    list: id.optional(),
    title: z.string().trim().max(200, 'errors.tooLong').default(''),
  })
  .refine(({ list, title }) => list || title, { path: ['title'], message: 'errors.required' })
export type AddSession = z.output<typeof addSessionInput> & { id?: string; why?: string }

/** Title and type are those of the link; absent for a session. */
export const entryEditInput = z.object({
  id,
  revision,
  why,
  linkRevision: revision.optional(),
  title: linkTitleInput.min(1, 'errors.required').optional(),
  type: z.enum(LinkType, 'errors.invalid').optional(),
  /** The page of the list to go back to */
  page: z.string().default(''),
})
export type EntryEdit = z.output<typeof entryEditInput>

/** A move names the neighbours that its maker saw; an empty one is the end of the section. */
export const placeInput = z.object({
  id,
  after: id.or(noId).optional(),
  before: id.or(noId).optional(),
  /** The section to stand in, empty for none; absent: that of the neighbours */
  section: id.or(z.literal('')).optional(),
})
export type PlaceInput = z.output<typeof placeInput>

/** The same as a program sends it. */
export const putPlaceInput = entryAddressInput
  .extend({
    after: id.nullish().describe('api.fields.after'),
    before: id.nullish().describe('api.fields.before'),
    section: id.nullish().describe('api.fields.section'),
  })
  .transform(({ id: list, entry, after, before, section }) => ({
    list,
    ...{ id: entry, after: after ?? undefined, before: before ?? undefined },
    section: section === null ? '' : section,
  }))

/** Entries of one page; the rest stand behind plain links. */
export const entriesPerPage = 50

/** How a list is looked at, as its address says (`?view=`): the first two in its own order. */
export const listViews = ['cards', 'table', 'type', 'people', 'newest'] as const
export type ListView = (typeof listViews)[number]
export const listViewInput = z.enum(listViews).catch('cards')

/** A page of a list must stay one: its headings and the links to them. */
export const mostSections = 100

const sectionTitle = z.string().trim().min(1, 'errors.required').max(200, 'errors.tooLong')
export const sectionInput = z.object({ list: id, title: sectionTitle })
/** `id` where a program has chosen it. */
export type SectionInput = z.output<typeof sectionInput> & { id?: string }

export const sectionAddressInput = z.object({ id, section: id })

/** What `PUT /api/v1/…/lists/{id}/sections/{section}` sends: a new one, or another title. */
export const putSectionInput = sectionAddressInput.extend({
  revision: revision.optional(),
  title: sectionTitle,
})
export type PutSection = z.output<typeof putSectionInput>

export const sectionEditInput = z.object({
  id,
  revision,
  title: sectionTitle,
  page: z.string().default(''),
})
export type SectionEdit = z.output<typeof sectionEditInput>

/** What is ticked of a text to be added to a list. */
export const addManyInput = z.object({
  list: id,
  links: z
    .array(
      z.object({
        address: addressInput,
        title: linkTitleInput.default(''),
        why,
        section: z.string().trim().max(200, 'errors.tooLong').default(''),
      }),
    )
    .max(mostLinks, 'errors.tooLong'),
})
export type AddMany = z.output<typeof addManyInput>

/** A text full of addresses: to be looked through, or with what is ticked of it. */
export const severalInput = z.object({
  list: id,
  text: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .pipe(z.string().min(1, 'errors.required').max(longestText, 'lists.several.tooLong')),
  act: z.enum(['find', 'add']).default('find'),
  /** Each `POSITION:HASH` as it was shown, the hash shortened */
  take: z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .default([])
    .transform((all) => all.map((one) => one.split(':')))
    .transform((all) => all.map(([at, hash = '']) => ({ at: Number(at), hash }))),
})
export type SeveralInput = z.output<typeof severalInput>

export const copyListInput = z.object({ id, title })
export type CopyList = z.output<typeof copyListInput>

/** What one reads or watches. */
const readable = { type: z.enum(['link', 'session'], 'errors.invalid'), id }

/** Only what is named changes. `later` is `tomorrow`, `week` or a day; empty takes it back. */
export const progressInput = z.object({
  ...readable,
  state: z.enum(ProgressState, 'errors.invalid').optional(),
  later: z.string().max(10, 'errors.invalid').optional(),
  position: z.string().trim().max(60, 'errors.tooLong').optional(),
  favourite: z.boolean('errors.invalid').optional(),
})
export type ProgressChange = z.output<typeof progressInput>

/** A button of a row: `done:link:ID`. */
export const markInput = z.object({
  act: z.string().transform((text, context) => {
    const [verb, type, id] = text.split(':')
    const mark = z.enum(Object.keys(marks) as [Mark, ...Mark[]]).safeParse(verb)
    const on = z.object(readable).safeParse({ type, id })
    if (mark.success && on.success) return { mark: mark.data, ...on.data }
    context.addIssue({ code: 'custom', message: 'errors.invalid' })
    return z.NEVER
  }),
})

/** What one keeps for oneself about a link or session, and beside an entry. */
export const mineInput = z.object({
  ...readable,
  /** The entry beside which the note stands; empty where there is none */
  entry: id.or(z.literal('')).default(''),
  state: z.enum(ProgressState, 'errors.invalid'),
  position: z.string().trim().max(60, 'errors.tooLong').default(''),
  later: z.enum(['', 'keep', 'tomorrow', 'week', 'day'], 'errors.invalid').default(''),
  day: z.string().default(''),
  favourite: z.string().default('').transform(Boolean),
  note: z.string().trim().max(10_000, 'errors.tooLong').default(''),
  /** Of the note; 0 when there was none */
  revision,
  /** The page to go back to */
  back: z.string().default(''),
})
export type MineInput = z.output<typeof mineInput>

/** What is to be added, by its address: of the web, or of a page of ours from its slash on. */
const toAdd = z.string().trim().min(1, 'errors.required').max(4_096, 'errors.tooLong')
export const addingInput = z.object({ address: toAdd })

/** To a list there is, or to a new one of this title. */
export const addByAddressInput = z
  .object({
    address: toAdd,
    list: id.optional(),
    title: z.string().trim().max(200, 'errors.tooLong').default(''),
  })
  .refine(({ list, title }) => list || title, { path: ['title'], message: 'errors.required' })
export type AddByAddress = z.output<typeof addByAddressInput>
