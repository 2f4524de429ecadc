import { redirect } from 'next/navigation'
import { TeamChoice } from '@/features/teams/components/team-choice'
import { Welcome } from '@/features/users/components/welcome'
import { currentPerson } from '@/lib/actor'
import { paths } from '@/lib/paths'

export default async function HomePage() {
  const person = await currentPerson()
  if (!person) return <Welcome />
  const [only, another] = person.teams
  if (only && !another) redirect(paths.team(only.slug))
  return <TeamChoice person={person} />
}
