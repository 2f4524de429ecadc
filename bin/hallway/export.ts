import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { exportTeam } from '@/features/exports/team'
import {
  type Command,
  fileCalled,
  memberCalled,
  needed,
  readArguments,
  Stop,
  system,
  teamCalled,
} from './command'

/** A team as a zip: everything of it, or what one member may see. */
export const exportFile: Command = async (args, print) => {
  const { words, options, flags } = readArguments(args, { options: ['team', 'as'], flags: ['all'] })
  const file = fileCalled(words[0])
  const team = await teamCalled(needed(options.team, 'The team (--team)'))
  if (flags.has('all') === Boolean(options.as)) {
    throw new Stop(
      'Say what to take out: everything, private notes of everybody included (--all), or what one member may see (--as E-MAIL).',
    )
  }
  const actor = flags.has('all') ? system : await memberCalled(team.id, options.as)
  // The file has its name only once it is whole
  const partial = path.join(path.dirname(file), `.${path.basename(file)}.part`)
  try {
    const zip = await exportTeam(actor, team.id)
    await pipeline(zip, createWriteStream(partial, { mode: 0o600 }))
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
  print(file)
}
