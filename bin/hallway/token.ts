import { createToken } from '@/features/tokens/mutations'
import { tokenInput } from '@/features/tokens/schema'
import { type Command, memberCalled, needed, readArguments, Stop, teamCalled } from './command'

export const token: Command = async (args, print) => {
  const { words, options, flags } = readArguments(args, {
    options: ['team', 'email', 'name'],
    flags: ['write'],
  })
  if (words[0] !== 'create') throw new Stop(`“token ${words[0]}” is no command.`)
  const team = await teamCalled(needed(options.team, 'The team (--team)'))
  const email = needed(options.email, 'Whose token it shall be (--email)')
  const member = await memberCalled(team.id, email)
  const input = tokenInput.parse({
    name: options.name ?? 'Made on the server',
    scope: flags.has('write') ? 'write' : 'read',
    lifetime: 'never',
  })
  // The token alone
  print(await createToken(member, input))
}
