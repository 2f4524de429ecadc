import path from 'node:path'
import { parseArgs } from 'node:util'
import { createTranslator } from 'use-intl/core'
import { z } from 'zod'
import { findMember, findOldestOwner, findTeams } from '@/features/teams/administration'
import { type Member, systemFor } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { messagesOf } from '@/lib/i18n'

// What the parts of the admin command have in common. Standard output is for results alone; what is
// said about them goes beside it. Exit code 0: done; 1: it could not be done, in words.

export const system = systemFor('admin command')
const t = createTranslator({ locale: 'en', messages: messagesOf('en') })

/** A reason to stop, as a sentence. */
export class Stop extends Error {}

/** The sentence of a key of messages/, in English: who types commands reads it. */
export function sentence(key: string, params: Record<string, string | number> = {}): string {
  return t.has(key as never) ? t(key as never, params as never) : key
}

type Given = { words: string[]; options: Record<string, string>; flags: Set<string> }

/** Prints a line of the result. */
export type Print = (line: string) => void

/** What stands behind `npm run hallway -- NOUN`: gets the rest, prints its result, throws a Stop. */
export type Command = (args: string[], print: Print) => Promise<void>

/**
 * The words and options that were typed.
 * @param names `options` take a value, `flags` do not
 */
export function readArguments(
  args: string[],
  names: { options?: string[]; flags?: string[] } = {},
): Given {
  const option = (type: 'string' | 'boolean') => (name: string) => [name, { type }] as const
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: Object.fromEntries([
        ...(names.options ?? []).map(option('string')),
        ...(names.flags ?? []).map(option('boolean')),
      ]),
    })
    const typed = Object.entries(values)
    return {
      words: positionals,
      options: Object.fromEntries(
        typed.filter((it): it is [string, string] => typeof it[1] === 'string'),
      ),
      flags: new Set(typed.filter(([, value]) => value === true).map(([name]) => name)),
    }
  } catch (error) {
    throw new Stop(error instanceof Error ? error.message : String(error))
  }
}

/** What was typed where it cannot be done without. */
export function needed(value: string | undefined, what: string): string {
  if (value) return value
  throw new Stop(`${what} is missing.`)
}

/** A file as it was named where the command was typed; npm goes to the folder of the project. */
export function fileCalled(typed: string | undefined): string {
  return path.resolve(process.env.INIT_CWD ?? '.', needed(typed, 'The file'))
}

/** The team that goes by a slug or a name. */
export async function teamCalled(called: string) {
  const [team, ...others] = await findTeams(system, called)
  if (!team) throw new Stop(`There is no team “${called}”.`)
  if (others.length === 0) return team
  const slugs = [team, ...others].map(({ slug }) => slug).join(', ')
  throw new Stop(`Several teams are called “${called}”. Name one by its address: ${slugs}`)
}

/** The member of a team with an address; its oldest owner where none is given. */
export async function memberCalled(teamId: string, email: string | undefined): Promise<Member> {
  const member = await (email ? findMember(system, teamId, email) : findOldestOwner(system, teamId))
  if (member) return member
  throw new Stop(
    email ? `Nobody in this team has the address ${email}.` : 'This team has no owner who can act.',
  )
}

/** What stopped a command, in words. */
export function inWords(error: unknown): string {
  if (error instanceof Stop) return error.message
  if (error instanceof AppError) {
    const fields = Object.values(error.fieldErrors ?? {})
    return [...(fields.length > 0 ? fields : [error.messageKey])]
      .map((key) => sentence(key, error.params))
      .join('\n')
  }
  if (error instanceof z.ZodError) {
    return error.issues.map(({ message }) => sentence(message, { max: '', min: '' })).join('\n')
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
