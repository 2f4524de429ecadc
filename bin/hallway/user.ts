import { randomBytes } from 'node:crypto'
import { createAccount, setDisabled } from '@/features/users/administration'
import { setPassword } from '@/features/users/mutations'
import { listUsers } from '@/features/users/queries'
import { emailAddress, personName } from '@/features/users/schema'
import { type Command, needed, type Print, readArguments, Stop, system } from './command'

const newPassword = () => randomBytes(12).toString('base64url')

async function list(print: Print) {
  for (const { email, name, createdAt, disabledAt, memberships } of await listUsers(system)) {
    const teams = memberships.map(({ role, team }) => `${team.name} (${role})`).join(', ')
    const state = disabledAt ? 'disabled' : createdAt.toISOString().slice(0, 10)
    print([email, name, state, teams || '–'].join('\t'))
  }
}

async function create(print: Print, email: string, given: string | undefined) {
  const name = personName.parse(given ?? email.split('@')[0])
  const password = newPassword()
  await createAccount(system, { email, name, password })
  print(`${email} signs in with the password ${password} from now on.`)
}

async function password(print: Print, email: string) {
  const made = newPassword()
  await setPassword(system, email, made)
  print(`${email} signs in with the password ${made} from now on.`)
  print('Every browser of theirs was signed out.')
}

export const user: Command = async (args, print) => {
  const { words, options } = readArguments(args, { options: ['name'] })
  const [action, typed] = words
  if (action === 'list') return list(print)
  const email = emailAddress.parse(needed(typed, 'The e-mail address'))
  if (action === 'create') return create(print, email, options.name)
  if (action === 'password') return password(print, email)
  if (action === 'disable') {
    await setDisabled(system, email, true)
    return print(`${email} is shut out. What they wrote stays.`)
  }
  if (action === 'enable') {
    await setDisabled(system, email, false)
    return print(`${email} may sign in again.`)
  }
  throw new Stop(`“user ${action}” is no command.`)
}
