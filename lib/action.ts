import 'server-only'
import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import {
  currentGuest,
  currentMember,
  currentPerson,
  type Guest,
  type Member,
  type Person,
} from './actor'
import { isDatabaseAway } from './db'
import { type ActionResult, AppError, type MessageParams } from './errors'
import { log } from './log'
import { storable } from './records'

/**
 * The only way to make a server action: actor → zod → mutation → mapped error.
 * `run` may return a message key (shown in a status region), a message with what only this answer can
 * show, or nothing, and may call `redirect()`.
 * Zod messages and AppErrors are keys of messages/; what was typed goes back into the form.
 */
type Outcome =
  | string
  | { message: string; params?: MessageParams; shown?: Record<string, string> }
  | undefined

/** An action of a team's member. Bind the team's slug: `action.bind(null, team.slug)`. */
export function teamAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (member: Member, input: z.output<Schema>) => Promise<Outcome | void>,
) {
  return async (team: string, _previous: ActionResult, form: FormData): Promise<ActionResult> =>
    answer(form, schema, async (input) => {
      const member = await currentMember(team)
      // Removed or signed out since the page was shown
      if (!member) throw new AppError('NOT_FOUND', 'errors.signedOut')
      return run(member, input)
    })
}

/** An action of a signed-in person, outside any team. */
export function personAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (person: Person, input: z.output<Schema>) => Promise<Outcome | void>,
) {
  return async (_previous: ActionResult, form: FormData): Promise<ActionResult> =>
    answer(form, schema, async (input) => {
      const person = await currentPerson()
      if (!person) throw new AppError('NOT_FOUND', 'errors.signedOut')
      return run(person, input)
    })
}

/** An action of anybody: signing in, signing up, resetting a password, choosing a language. */
export function guestAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (guest: Guest, input: z.output<Schema>) => Promise<Outcome | void>,
) {
  return async (_previous: ActionResult, form: FormData): Promise<ActionResult> =>
    answer(form, schema, async (input) => run(await currentGuest(), input))
}

async function answer<Schema extends z.ZodType>(
  form: FormData,
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<Outcome | void>,
): Promise<ActionResult> {
  const fields = textFields(form)
  try {
    const outcome = await run(schema.parse(fields))
    // Unlike refresh(), this also drops the pages that the browser fetched ahead, which are now old
    revalidatePath('/', 'layout')
    if (!outcome) return { ok: true }
    if (typeof outcome === 'string') return { ok: true, message: await translate(outcome) }
    const { message, params, shown } = outcome
    return { ok: true, message: await translate(message, params), ...(shown && { shown }) }
  } catch (error) {
    return refuse(error, fields)
  }
}

/** What went wrong in the reader's words; what is not expected goes to the log. */
export async function refuse(error: unknown, fields: Fields = {}): Promise<ActionResult> {
  const values = retyped(fields)
  if (error instanceof z.ZodError) {
    const fieldErrors: Record<string, string> = {}
    for (const issue of error.issues) {
      fieldErrors[String(issue.path[0] ?? 'form')] ??= await translateIssue(issue)
    }
    return { ok: false, fieldErrors, values }
  }
  if (error instanceof AppError) {
    // The form shows what was typed; the page around it, and the revision, become the latest
    if (error.code === 'CONFLICT') revalidatePath('/', 'layout')
    const fieldErrors: Record<string, string> = {}
    for (const [field, key] of Object.entries(error.fieldErrors ?? {})) {
      fieldErrors[field] = await translate(key, error.params)
    }
    const message = await translate(error.messageKey, error.params)
    return { ok: false, message, fieldErrors, values }
  }
  // Next's own signals (redirect, notFound) travel as errors with a digest and must pass
  if (error instanceof Error && 'digest' in error) {
    revalidatePath('/', 'layout')
    throw error
  }
  log.error({ err: error }, 'action failed')
  const key = isDatabaseAway(error) ? 'errors.databaseAway' : 'errors.unexpected'
  return { ok: false, message: await translate(key), values }
}

type Fields = Record<string, string | string[]>

/** Text fields by name; a name that repeats (check boxes) becomes a list. Files go to /api/uploads. */
function textFields(form: FormData): Fields {
  const fields: Fields = {}
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    const texts = form.getAll(name).filter((value) => typeof value === 'string')
    const values = texts.map(storable)
    fields[name] = values.length > 1 ? values : (values[0] ?? '')
  }
  return fields
}

function retyped(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string' && !/password/i.test(pair[0]),
    ),
  )
}

async function translateIssue(issue: z.core.$ZodIssue): Promise<string> {
  const params: MessageParams = {}
  if ('maximum' in issue) params.max = Number(issue.maximum)
  if ('minimum' in issue) params.min = Number(issue.minimum)
  return translate(issue.message, params)
}

async function translate(key: string, params: MessageParams = {}): Promise<string> {
  const t = await getTranslations()
  // A zod issue without a key of ours still has to end in a sentence
  return t.has(key as never) ? t(key as never, params as never) : t('errors.invalid')
}
