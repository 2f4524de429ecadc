import { bringInTeam } from '@/features/exports/bring-in'
import { createTeam } from '@/features/teams/mutations'
import { newTeamInput } from '@/features/teams/schema'
import { findPerson } from '@/features/users/administration'
import { type Command, fileCalled, needed, readArguments, Stop, system } from './command'

export const team: Command = async (args, print) => {
  const { words, options } = readArguments(args, { options: ['owner'] })
  const [action, ...name] = words
  if (action === 'import') return print(await bringInTeam(system, fileCalled(name[0])))
  if (action !== 'create') throw new Stop(`“team ${action}” is no command.`)
  const input = newTeamInput.parse({ name: needed(name.join(' '), 'The name of the team') })
  const email = needed(options.owner, 'The address of its owner (--owner)')
  const owner = await findPerson(system, email)
  if (!owner) throw new Stop(`Nobody who can sign in has the address ${email}.`)
  // The slug alone, for the commands that name the team after this one
  print(await createTeam(owner, input))
}
