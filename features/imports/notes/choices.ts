import 'server-only'
import type { Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { confirmImport } from '../background'
import type { NoteChoicesInput } from './input'
import type { Choices } from './pieces'
import { planNotes } from './plan'
import {
  type FoundNotePlan,
  getNoteImport,
  getNotePlan,
  type NoteImport,
  saveStaged,
} from './staging'

/** Keeps what a page of the review says, as far as it differs from what is proposed. */
export async function chooseNotes(member: Member, input: NoteChoicesInput): Promise<void> {
  await choose(member, input)
}

/**
 * The same, and then has the import carried out.
 * @throws AppError CONFLICT when the programme has changed since the page was shown; what the page
 * says is kept all the same
 */
export async function confirmNotes(member: Member, input: NoteChoicesInput): Promise<void> {
  const { shown, chosen } = await choose(member, input)
  if (shown.hash !== input.planHash) throw new AppError('CONFLICT', 'imports.notes.changed')
  const found = await getNotePlan(member, chosen)
  if (!found) throw new AppError('CONFLICT', 'imports.notes.gone')
  await confirmImport(member, { id: input.id, planHash: found.hash })
}

async function choose(member: Member, input: NoteChoicesInput) {
  const staged = await getNoteImport(member, input.id)
  if (!staged) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (staged.state !== 'staged') throw new AppError('CONFLICT', 'imports.apply.tooLate')
  const shown = await getNotePlan(member, staged)
  if (!shown) throw new AppError('CONFLICT', 'imports.notes.gone')
  const options = { ...staged.options, choices: merged(staged, shown, input) }
  const { matches } = shown.plan
  const known = matches.key === staged.matches?.key
  await saveStaged(member, input.id, { options, ...(!known && { plan: matches }) })
  return { shown, chosen: { ...staged, options, matches } }
}

/** What was chosen before and now, without what is proposed anyway. */
function merged(
  { notes, options }: NoteImport,
  { sessions, plan: shown }: FoundNotePlan,
  input: NoteChoicesInput,
): Choices {
  const choices: Choices = {
    sections: { ...options.choices.sections },
    pieces: { ...options.choices.pieces },
    days: options.choices.days,
  }
  const said = [...Object.keys(input.sections), ...Object.keys(input.pieces)]
  const only = new Set(said.map((key) => Number(key.split('.')[0])))
  const proposed = planNotes(
    notes,
    { sections: {}, pieces: {}, days: choices.days },
    { sessions, brought: new Map(), matches: shown.matches, only },
  )
  for (const [key, { to, other, audience }] of Object.entries(input.sections)) {
    const section = proposed.sections[Number(key)]
    if (!section) continue
    const { goal } = section
    const usual = goal.kind === 'session' ? goal.id : goal.kind
    const wanted = other ? sessionCalled(sessions, other, key) : to
    const chosen = {
      ...(wanted && wanted !== usual && { to: wanted }),
      ...(audience && audience !== section.audience && { audience }),
    }
    if (Object.keys(chosen).length > 0) choices.sections[key] = chosen
    else delete choices.sections[key]
  }
  const pieces = new Map(
    [...shown.sections, ...proposed.sections]
      .filter(({ at }) => only.has(at))
      .flatMap((one) => one.pieces.map((piece) => [piece.key, piece] as const)),
  )
  for (const [key, { kind, audience }] of Object.entries(input.pieces)) {
    const piece = pieces.get(key)
    if (kind === 'join') delete choices.pieces[key.split('.').slice(0, 2).join('.')]
    if (!piece || kind === 'join') continue
    const chosen = {
      ...(kind && kind !== piece.proposed && { kind }),
      ...(audience && { audience }),
    }
    if (Object.keys(chosen).length > 0) choices.pieces[key] = chosen
    else delete choices.pieces[key]
  }
  return choices
}

/** The session of a title, or whose address was pasted. */
function sessionCalled(sessions: FoundNotePlan['sessions'], words: string, key: string): string {
  const called = words.trim().toLowerCase()
  const [found, ...others] = sessions.filter(({ title }) => title.trim().toLowerCase() === called)
  if (found && others.length === 0) return found.id
  const message = found ? 'imports.notes.several' : 'imports.notes.noSession'
  throw new AppError('INVALID', 'errors.check', { fieldErrors: { [`other.${key}`]: message } })
}
