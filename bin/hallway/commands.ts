import { backup } from './backup'
import { type Command, Stop } from './command'
import { doctor } from './doctor'
import { exportFile } from './export'
import { importFile } from './import'
import { restore } from './restore'
import { team } from './team'
import { token } from './token'
import { user } from './user'

export { inWords } from './command'

export const commands: Record<string, Command> = {
  user,
  team,
  token,
  import: importFile,
  export: exportFile,
  backup,
  restore,
  doctor,
}

/** Runs what was typed after `npm run hallway --`. */
export async function run([noun = '', ...args]: string[]): Promise<void> {
  const command = commands[noun]
  if (!command) throw new Stop(`“${noun}” is no command.`)
  await command(args, (line) => process.stdout.write(`${line}\n`))
}
