import { randomBytes } from 'node:crypto'
import { setPassword } from '@/features/users/mutations'
import { listUsers } from '@/features/users/queries'
import { systemFor } from '@/lib/actor'
import { AppError } from '@/lib/errors'

const [action, email] = process.argv.slice(2)
const system = systemFor('admin command')

if (action === 'list') {
  for (const { email, name, createdAt, memberships } of await listUsers(system)) {
    const teams = memberships.map(({ role, team }) => `${team.name} (${role})`).join(', ')
    console.log([email, name, createdAt.toISOString().slice(0, 10), teams || '–'].join('\t'))
  }
} else if (email) {
  const password = randomBytes(12).toString('base64url')
  try {
    await setPassword(system, email, password)
    console.log(`${email} signs in with the password ${password} from now on.`)
    console.log('Every browser of theirs was signed out.')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    console.error(`Nobody has an account with the address ${email}.`)
    process.exit(1)
  }
}
process.exit(0)
