import { type Command, Stop } from './command'

export { inWords } from './command'

// Each is loaded when it is called: a list of users needs no reader of programmes
export const commands: Record<string, Command> = {
  user: async (...typed) => (await import('./user')).user(...typed),
  team: async (...typed) => (await import('./team')).team(...typed),
  token: async (...typed) => (await import('./token')).token(...typed),
  import: async (...typed) => (await import('./import')).importFile(...typed),
  export: async (...typed) => (await import('./export')).exportFile(...typed),
  backup: async (...typed) => (await import('./backup')).backup(...typed),
  restore: async (...typed) => (await import('./restore')).restore(...typed),
  doctor: async (...typed) => (await import('./doctor')).doctor(...typed),
}

/** Runs what was typed after `npm run hallway --`. */
export async function run([noun = '', ...args]: string[]): Promise<void> {
  const command = commands[noun]
  if (!command) throw new Stop(`“${noun}” is no command.`)
  await command(args, (line) => process.stdout.write(`${line}\n`))
}
