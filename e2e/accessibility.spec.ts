import AxeBuilder from '@axe-core/playwright'
import { paths } from '@/lib/paths'
import { expect, test } from './support/test'
import { createWorld, type World } from './support/world'

// Every page in both themes with axe, and at 360 px without sideways scrolling, as the owner, who
// sees the most of each. English at a desk, Chinese on a phone.

const signedOut: Record<string, (world: World) => string> = {
  start: () => '/',
  'sign in': () => '/sign-in',
  'sign up': () => '/sign-up',
  'forgotten password': () => '/forgot-password',
  'new password': () => '/reset-password/unknown',
  invitation: ({ invitationToken }) => paths.invitation(invitationToken),
  'shared list': ({ shareToken }) => paths.share(shareToken),
  'shared session': ({ sessionShareToken }) => paths.share(sessionShareToken),
  'shared recap': ({ recapShareToken }) => paths.share(recapShareToken),
  'reference of the API': () => paths.apiReference(),
  'not found': () => '/t',
}

const signedIn: Record<string, (world: World) => string> = {
  account: () => '/account',
  'new team': () => '/teams/new',
  home: ({ team }) => paths.team(team.slug),
  export: ({ team, session }) => paths.export(team.slug, session.id),
  inbox: ({ team }) => paths.inbox(team.slug),
  conferences: ({ team }) => paths.conferences(team.slug),
  'new conference': ({ team }) => paths.newConference(team.slug),
  recap: ({ team, conference }) => paths.recap(team.slug, conference),
  'what goes into a recap': ({ team, conference }) => paths.editRecap(team.slug, conference),
  'recap history': ({ team, conference }) => paths.recapHistory(team.slug, conference, null),
  'share recap': ({ team, conference }) => paths.shareRecap(team.slug, conference),
  'programme as a list': ({ team, conference }) => paths.conference(team.slug, conference),
  'programme by room': ({ team, conference }) =>
    paths.conference(team.slug, conference, { view: 'rooms' }),
  'conference settings': ({ team, conference }) => paths.conferenceSettings(team.slug, conference),
  sources: ({ team, conference }) => paths.sources(team.slug, conference),
  'my picks': ({ team, conference }) => paths.picks(team.slug, conference),
  'changes of a programme': ({ team, conference }) => paths.programmeChanges(team.slug, conference),
  'new session': ({ team, conference }) => paths.newSession(team.slug, conference),
  talk: ({ team, session }) => paths.session(team.slug, session),
  'side by side': ({ team, session }) => paths.session(team.slug, session, { notes: 'columns' }),
  summary: ({ team, session }) => paths.summary(team.slug, session),
  history: ({ team, session, told }) => paths.history(team.slug, session, told),
  'history of words': ({ team, session, block }) =>
    paths.blockHistory(team.slug, session, block.id),
  'to finish': ({ team }) => paths.toFinish(team.slug),
  'share session': ({ team, session }) => paths.shareSession(team.slug, session),
  'edit session': ({ team, session }) => paths.editSession(team.slug, session),
  imports: ({ team }) => paths.imports(team.slug),
  'recordings and transcripts': ({ team }) => paths.importMedia(team.slug),
  preview: ({ team, stagedImport }) => paths.import(team.slug, stagedImport),
  'import done': ({ team, appliedImport }) => paths.import(team.slug, appliedImport),
  topic: ({ team, topic }) => paths.topic(team.slug, topic),
  'smart list': ({ team, smart }) => paths.smartList(team.slug, smart),
  'new smart list': ({ team }) => paths.newSmartList(team.slug),
  'my reading': ({ team }) => paths.reading(team.slug),
  lists: ({ team }) => paths.lists(team.slug),
  severalLinks: ({ team, list }) => paths.addSeveral(team.slug, list),
  copyList: ({ team, list }) => paths.copyList(team.slug, list),
  'a page on its way into a list': ({ team }) =>
    `${paths.addPage(team.slug)}?url=https%3A%2F%2Fexample.org&text=Words`,
  'add to a list': ({ team, session }) =>
    paths.addToList(team.slug, paths.session(team.slug, session)),
  'new list': ({ team }) => paths.newList(team.slug),
  list: ({ team, list }) => paths.list(team.slug, list),
  'share list': ({ team, list }) => paths.shareList(team.slug, list),
  'edit list': ({ team, list }) => `${paths.list(team.slug, list)}/edit`,
  links: ({ team }) => paths.links(team.slug),
  link: ({ team, link }) => paths.link(team.slug, link.id),
  article: ({ team, link }) => paths.article(team.slug, link.id),
  'an earlier text': ({ team, link, former }) =>
    paths.articleVersion(team.slug, link.id, former.hash),
  'edit link': ({ team, link }) => paths.editLink(team.slug, link.id),
  settings: ({ team }) => paths.teamSettings(team.slug),
  members: ({ team }) => paths.members(team.slug),
  shares: ({ team }) => paths.teamShares(team.slug),
  tokens: ({ team }) => paths.tokens(team.slug),
}

const screens = [
  { name: 'at a desk', viewport: { width: 1440, height: 900 }, locale: 'en-GB' },
  { name: 'on a phone', viewport: { width: 360, height: 740 }, locale: 'zh-CN' },
]

for (const { name, viewport, locale } of screens) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const who of ['signed out', 'signed in'] as const) {
      test(`${who} ${name}, ${colorScheme}`, async ({ browserOf }) => {
        test.slow()
        const world = await createWorld()
        const person = who === 'signed in' ? world.owner : null
        const tab = await browserOf(person, { viewport, locale, colorScheme })
        for (const [label, path] of Object.entries(person ? signedIn : signedOut)) {
          await tab.goto(path(world))
          const { violations } = await new AxeBuilder({ page: tab }).analyze()
          const told = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
          expect.soft(told, `${label}: what axe says`).toEqual([])
          const width = await tab.evaluate(() => document.documentElement.scrollWidth)
          expect.soft(width, `${label}: sideways`).toBeLessThanOrEqual(viewport.width)
        }
      })
    }
  }
}
