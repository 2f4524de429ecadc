import { type Command, inWords, Stop } from './command'
import { exportFile } from './export'
import { importFile } from './import'
import { team } from './team'
import { token } from './token'
import { user } from './user'

const commands: Record<string, Command> = {
  user,
  team,
  token,
  import: importFile,
  export: exportFile,
}

async function run([noun = '', ...args]: string[]): Promise<void> {
  const command = commands[noun]
  if (!command) throw new Stop(`“${noun}” is no command.`)
  await command(args, (line) => process.stdout.write(`${line}\n`))
}

run(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${inWords(error)}\n`)
    process.exit(1)
  },
)
