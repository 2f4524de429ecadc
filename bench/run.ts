import { paths } from '@/lib/paths'
import { seed } from './data'
import { exportRatio } from './export-rows'
import { heapGrowth, savingShows, typing } from './feel-rows'
import { importNotesRatio } from './import-notes'
import { importRatio } from './import-rows'
import { firstLoadJs, navigationRatio, scriptKib } from './in-browser'
import { seedLargeSession } from './large-session'
import { liveLatency } from './live-rows'
import { elementsOf, page, requestsPerSecond } from './load'
import { report } from './report'
import { statementsOf } from './statements'
import { writeRatio } from './write-rows'

// Run by `npm run bench`, which starts both servers. Speeds are ratios to the bare page, measured in
// the same run, since absolute times are noise on shared machines.

const base = process.env.HALLWAY_URL ?? ''
const bare = process.env.BARE_URL ?? ''
const asked = process.argv.slice(2)

const world = await seed()
const { cookie } = world
const team = world.team.slug
const target = (path: string) => ({ url: base + path, cookie })
const session = target(paths.session(team, world.talk))

type Page = {
  name: string
  target: typeof session
  ratio: number
  elements: number
  /** What must be in the HTML as served, not fetched by script afterwards */
  served: { pattern: RegExp; count: number }
}

const pages: Page[] = [
  {
    name: 'session_page',
    target: session,
    ratio: 0.12,
    elements: 1_500,
    served: { pattern: /id="annotation-/g, count: 40 },
  },
  {
    name: 'programme_day',
    target: target(paths.conference(team, world.conference, { day: world.day })),
    ratio: 0.08,
    elements: 2_500,
    served: { pattern: /href="\/t\/[^"]*\/sessions\//g, count: 200 },
  },
  {
    name: 'list_page',
    target: target(paths.list(team, world.list)),
    ratio: 0.15,
    elements: 1_500,
    served: { pattern: /class="entry[" ]/g, count: 50 },
  },
  {
    name: 'long_list_page',
    target: target(paths.list(team, world.longList)),
    ratio: 0.15,
    elements: 1_500,
    served: { pattern: /class="entry[" ]/g, count: 50 },
  },
  {
    // As a stranger reads it, all 100 entries at once
    name: 'share_page',
    target: { url: base + paths.share(world.shareToken), cookie: '' },
    ratio: 0.3,
    elements: 1_500,
    served: { pattern: /<h[23] class="title"/g, count: 100 },
  },
]

async function measurePage({ name, target, ratio, elements, served }: Page) {
  const html = await page(target)
  const found = html.replace(/<script\b.*?<\/script>/gs, '').match(served.pattern)?.length ?? 0
  if (found < served.count) throw new Error(`${name} serves ${found} of ${served.count}`)
  const value = await ratioOf(target)
  report(`${name}_ratio`, { value, unit: 'ratio', target: ratio, atLeast: true })
  report(`${name}_elements`, { value: elementsOf(html), unit: 'elements', target: elements })
  const statements = await statementsOf(() => page(target))
  report(`${name}_statements`, { value: statements, unit: 'statements', target: 8 })
}

/** Ours between two measurements of the bare page, so that a machine that slows down hurts both. */
async function ratioOf(target: { url: string; cookie: string }): Promise<number> {
  const before = await requestsPerSecond({ url: bare }, 4)
  const ours = await requestsPerSecond(target)
  const after = await requestsPerSecond({ url: bare }, 4)
  return (2 * ours) / (before + after)
}

let largeSession: ReturnType<typeof seedLargeSession> | undefined
const large = () => {
  largeSession ??= seedLargeSession()
  return largeSession
}

const rows: Record<string, () => Promise<void>> = Object.fromEntries(
  pages.map((one) => [one.name, () => measurePage(one)]),
)
Object.assign(rows, {
  async write_ratio() {
    report('write_ratio', {
      value: await writeRatio(world, base, bare),
      unit: 'ratio',
      target: 1.5,
    })
  },
  async live_latency() {
    report('live_latency', { value: await liveLatency(world, base), unit: 'ms', target: 300 })
  },
  async import_ratio() {
    report('import_ratio', { value: await importRatio(), unit: 'ratio', target: 5 })
    const notes = await importNotesRatio()
    report('import_notes_ratio', { value: notes, unit: 'ratio', target: 5 })
  },
  async export_ratio() {
    const { ratio, grown } = await exportRatio()
    report('export_ratio', { value: ratio, unit: 'ratio', target: 0.1, atLeast: true })
    report('export_memory', { value: grown, unit: 'MiB', target: 300 })
  },
  async first_load_js() {
    const value = await firstLoadJs(session, bare)
    report('first_load_js', { value, unit: 'KiB gzip', target: 90 })
  },
  // The page is complete as it is served, which its other rows assert; what it loads besides
  async share_page_needs_js() {
    const url = base + paths.share(world.shareToken)
    if ((await page({ url })).includes('<script')) throw new Error('the share page holds a script')
    const value = await scriptKib({ url })
    report('share_page_needs_js', { value, unit: 'KiB gzip', target: 0 })
  },
  async navigation() {
    const value = await navigationRatio(world, base, bare)
    report('navigation', { value, unit: 'ratio', target: 3 })
  },
})

Object.assign(rows, {
  async large_session_page() {
    const { team, talk, cookie } = await large()
    await measurePage({
      name: 'large_session_page',
      target: { url: base + paths.session(team.slug, talk), cookie },
      ratio: 0.12,
      elements: 1_500,
      served: { pattern: /id="annotation-/g, count: 40 },
    })
  },
  async typing() {
    const { ratio, longTasks } = await typing(await large(), base)
    report('typing_ratio', { value: ratio, unit: 'ratio', target: 1.1 })
    report('typing_long_tasks', { value: longTasks, unit: 'ms', target: 0 })
  },
  async saving_shows() {
    const value = await savingShows(await large(), base)
    report('saving_shows', { value, unit: 'ms', target: 100 })
  },
  async heap_growth() {
    report('heap_growth', {
      value: await heapGrowth(await large(), base),
      unit: 'ratio',
      target: 1.1,
    })
  },
})

let failed = false
for (const [name, measure] of Object.entries(rows)) {
  if (asked.length > 0 && !asked.some((word) => name.startsWith(word))) continue
  // A row that cannot be measured is told of, and the others still are
  await measure().catch((error) => {
    failed = true
    console.error(`${name}: ${error instanceof Error ? error.message : error}`)
  })
}
process.exit(failed ? 1 : 0)
