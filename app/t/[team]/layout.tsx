import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { AppFrame } from '@/components/shell/app-frame'
import { OutboxRunner } from '@/features/annotations/components/outbox-runner'
import { openGroups } from '@/features/annotations/views'
import { getConferencesNear } from '@/features/conferences/queries'
import { getWaiting } from '@/features/inbox/queries'
import { AddAnywhere } from '@/features/reading-lists/components/adding/add-anywhere'
import { canEditLists } from '@/features/reading-lists/policy'
import { teamCan } from '@/features/teams/policy'
import { Completions } from '@/features/topics/components/completions'
import { chooseLocaleAction, chooseThemeAction, signOutAction } from '@/features/users/actions'
import { requireMember, requirePerson } from '@/lib/actor'
import { keptWhileQuiet } from '@/lib/kept'
import { paths } from '@/lib/paths'

type Props = { params: Promise<{ team: string }>; children: React.ReactNode }

/** The frame around the pages of a team. It shows; whether a page may be seen, the page asks itself. */
export default async function TeamLayout({ params, children }: Props) {
  const { team } = await params
  const [member, person, jar] = await Promise.all([requireMember(team), requirePerson(), cookies()])
  const [conferences, waiting, groups, topics, roles] = await Promise.all([
    getConferencesNear(member),
    keptWhileQuiet(member, 'waiting', () => getWaiting(member)),
    getTranslations('toFinish.groups'),
    getTranslations('topics'),
    getTranslations('teams.roles'),
  ])
  const { slug } = member.team
  const theme = jar.get('theme')?.value
  return (
    <AppFrame
      team={member.team}
      otherTeams={person.teams
        .filter((other) => other.id !== member.teamId)
        .map((other) => ({ href: paths.team(other.slug), name: other.name }))}
      user={{ id: person.userId, name: person.name, email: person.email }}
      conferences={conferences.map((conference) => ({
        href: paths.conference(slug, conference),
        name: conference.title,
      }))}
      unread={waiting.unread}
      toFinish={openGroups.map((kind) => ({
        href: paths.toFinish(slug, { kind }),
        name: groups(kind),
        count: waiting[kind],
      }))}
      manages={teamCan(member).manage}
      theme={theme === 'light' || theme === 'dark' ? theme : 'system'}
      actions={{
        setTheme: chooseThemeAction,
        setLocale: chooseLocaleAction,
        signOut: signOutAction,
      }}
    >
      {children}
      <Completions
        url={paths.completions(slug)}
        texts={{
          people: topics('people'),
          topics: topics('topics'),
          roles: {
            viewer: roles('viewer'),
            commenter: roles('commenter'),
            editor: roles('editor'),
            owner: roles('owner'),
          },
        }}
      />
      {canEditLists(member) && <AddAnywhere team={slug} />}
      <OutboxRunner userId={person.userId} />
    </AppFrame>
  )
}
