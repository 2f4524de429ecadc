import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { getConferences } from '@/features/conferences/queries'
import { applyAnnotations } from '@/features/imports/annotations/apply'
import {
  getAnnotationImport,
  getAnnotationPlan,
  stageAnnotations,
} from '@/features/imports/annotations/staging'
import type { Problem } from '@/features/imports/formats/programme'
import { readApart } from '@/features/imports/formats/read-apart'
import { applyLinks } from '@/features/imports/links/apply'
import { getLinkImport, getLinkPlan, stageLinks } from '@/features/imports/links/staging'
import { discardImport, stageImport, updateImport } from '@/features/imports/mutations'
import { applyNotes } from '@/features/imports/notes/apply'
import { countNotes, measureNotes } from '@/features/imports/notes/plan'
import {
  getNoteImport,
  getNotePlan,
  stageNotes,
  updateNoteImport,
} from '@/features/imports/notes/staging'
import { applyImport } from '@/features/imports/programmes/apply'
import { measure } from '@/features/imports/programmes/plan'
import { getImport, getPlan } from '@/features/imports/queries'
import type { Member } from '@/lib/actor'
import { isZone } from '@/lib/dates'
import { fromSlugId } from '@/lib/ids'
import { receive } from '@/lib/storage'
import {
  type Command,
  fileCalled,
  memberCalled,
  needed,
  readArguments,
  Stop,
  sentence,
  teamCalled,
} from './command'
import { importMedia } from './import-media'

const largestFile = 64 * 2 ** 20

/** A conference by its title, its slug, its id or the last part of its address. */
async function conferenceCalled(member: Member, called: string) {
  const all = await getConferences(member)
  const byAddress = fromSlugId(called)
  const [found, ...others] = all.filter(
    ({ id, slug, title }) => [id, slug, title].includes(called) || id === byAddress,
  )
  if (others.length === 0) return found ?? null
  throw new Stop(`Several conferences are called “${called}”. Name one by its id: ${found?.id}, …`)
}

/** Stages the file for a member as its page would. Answers what it is, and the id of the import. */
async function stage(
  member: Member,
  file: string,
  called: string | undefined,
  zone: string | undefined,
) {
  const conference = called ? await conferenceCalled(member, called) : null
  const readIn = conference?.zone ?? zone
  const taken = await receive(createReadStream(file), largestFile)
  try {
    const name = path.basename(file)
    const result = await readApart(taken.path, { name, ...(readIn && { zone: readIn }) })
    if (!result.ok) throw new Stop(sentence(`importProblems.${result.code}`, result.params))
    await taken.keep()
    const { hash, size } = taken
    const stored = { hash, size, name }
    if ('links' in result) {
      return { kind: 'links', id: await stageLinks(member, { ...stored, links: result.links }) }
    }
    if ('notes' in result) {
      const { notes } = result
      const placed = { conferenceId: conference?.id ?? null, ownZone: zone ?? null }
      const id = await stageNotes(member, { ...stored, ...placed, notes })
      await chooseConference(member, id, { title: conference ? undefined : called, zone })
      return { kind: 'notes', id }
    }
    if ('annotations' in result) {
      const { annotations } = result
      return { kind: 'annotations', id: await stageAnnotations(member, { ...stored, annotations }) }
    }
    const { programme } = result
    const id = await stageImport(member, {
      ...{ ...stored, programme },
      conferenceId: conference?.id ?? null,
      ownZone: zone ?? null,
    })
    await choose(member, id, { title: conference ? undefined : called, zone })
    return { kind: 'programme', id }
  } finally {
    await taken.drop()
  }
}

/** A new conference takes the title and the zone that were named; a known one has its own. */
async function choose(
  member: Member,
  id: string,
  given: { title: string | undefined; zone: string | undefined },
) {
  const staged = await getImport(member, id)
  if (!staged) throw new Stop(sentence('errors.notFound'))
  const { options } = staged
  if (given.title) options.target = { kind: 'new' }
  if (options.target.kind !== 'new') return
  const { target } = options
  const zone = given.zone ?? options.zone ?? options.zoneProposal
  if (!given.zone && !options.zone) console.error(`The file names no zone; it is read in ${zone}.`)
  await updateImport(member, { id, target, title: given.title ?? options.title, zone })
}

/** The same of notes, which say nothing of a zone. */
async function chooseConference(
  member: Member,
  id: string,
  { title, zone }: { title: string | undefined; zone: string | undefined },
) {
  if (!title && !zone) return
  const staged = await getNoteImport(member, id)
  if (!staged) throw new Stop(sentence('errors.notFound'))
  const { options } = staged
  const target = title ? { kind: 'new' as const } : options.target
  const days = options.choices.days
  const named = { title: title ?? options.title, zone: zone ?? options.zone }
  await updateNoteImport(member, { id, target, ...named, level: undefined, days })
}

export const importFile: Command = async (args, print) => {
  const { words, options, flags } = readArguments(args, {
    options: ['team', 'conference', 'zone', 'as'],
    flags: ['yes'],
  })
  const file = fileCalled(words[0])
  if (!(await stat(file).catch(() => null))?.isFile()) throw new Stop(`There is no file ${file}.`)
  const { zone } = options
  if (zone && !isZone(zone)) throw new Stop(`“${zone}” is no time zone such as Asia/Shanghai.`)
  const team = await teamCalled(needed(options.team, 'The team (--team)'))
  const member = await memberCalled(team.id, options.as)
  const called = options.conference
  const conference = called ? await conferenceCalled(member, called) : null
  const media = await importMedia(member, file, conference?.id ?? null, flags.has('yes'))
  if (media) return print(media)
  const { kind, id } = await stage(member, file, options.conference, zone)
  if (!flags.has('yes')) console.error('Nothing was written. Add --yes to import this.')
  if (kind === 'notes') return print(await importNotes(member, id, flags.has('yes')))
  if (kind === 'links') return print(await importLinks(member, id, flags.has('yes')))
  if (kind === 'annotations') return print(await importAnnotations(member, id, flags.has('yes')))
  const staged = await getImport(member, id)
  const found = staged && (await getPlan(member, staged))
  if (!staged || !found) throw new Stop(sentence('errors.conflict'))
  const { plan } = found
  const changed = plan.changed.filter(({ changes }) => changes.length > 0).length
  if (!flags.has('yes') || found.empty) await discardImport(member, id)
  else await applyImport(member, { id, planHash: found.hash })
  const { days, sessions, speakers, rooms } = measure(staged.programme.entries, found.placing)
  const report = {
    format: staged.programme.format,
    conference: found.conference?.title ?? staged.options.title,
    zone: found.placing.zone,
    counts: { days: days ?? 0, sessions, speakers, rooms },
    new: plan.added.length,
    changed,
    unchanged: plan.unchanged.length + plan.changed.length - changed,
    vanished: plan.vanished.length,
    problems: told(staged.programme.problems),
    applied: flags.has('yes'),
  }
  print(JSON.stringify(report, null, 2))
}

const told = (problems: Problem[]) =>
  problems.map(({ code, params, line, item }) => ({
    ...{ code, line, item },
    text: sentence(`importProblems.${code}`, params),
  }))

/** Writes annotations as the member's own, or only says what would come. Answers the report. */
async function importAnnotations(member: Member, id: string, yes: boolean): Promise<string> {
  const staged = await getAnnotationImport(member, id)
  const found = staged && (await getAnnotationPlan(member, staged))
  if (!staged || !found) throw new Stop(sentence('errors.conflict'))
  if (yes) await applyAnnotations(member, { id, planHash: found.hash })
  else await discardImport(member, id)
  const { format, notes, problems } = staged.file
  const { added, present, nowhere } = found.plan
  const report = {
    ...{ format, counts: { annotations: notes.length } },
    ...{ new: added.length, changed: 0, unchanged: present, vanished: 0 },
    ...{ nowhere, problems: told(problems), applied: yes },
  }
  return JSON.stringify(report, null, 2)
}

/** Brings links into a new list, or only says what would come. Answers the report. */
async function importLinks(member: Member, id: string, yes: boolean): Promise<string> {
  const staged = await getLinkImport(member, id)
  const found = staged && (await getLinkPlan(member, staged))
  if (!staged || !found) throw new Stop(sentence('errors.conflict'))
  if (yes) await applyLinks(member, { id, planHash: found.hash })
  else await discardImport(member, id)
  const { format, links, homeless, problems } = staged.links
  const { added, present, repeated } = found.plan
  const report = {
    ...{ format, list: staged.options.title, counts: { links: links.length } },
    ...{ new: added.length, changed: 0, unchanged: present, vanished: 0, repeated },
    ...{ homeless, problems: told(problems), applied: yes },
  }
  return JSON.stringify(report, null, 2)
}

/** Writes notes as they are proposed, or only says what would come. Answers the report. */
async function importNotes(member: Member, id: string, yes: boolean): Promise<string> {
  const staged = await getNoteImport(member, id)
  const found = staged && (await getNotePlan(member, staged))
  if (!staged || !found) throw new Stop(sentence('errors.conflict'))
  const counted = countNotes(found.plan)
  if (yes && counted.added > 0) await applyNotes(member, { id, planHash: found.hash })
  else await discardImport(member, id)
  const { format, problems } = staged.notes
  const { days, sessions, speakers, annotations, links } = measureNotes(staged.notes)
  const report = {
    ...{ format, conference: found.conference?.title ?? staged.options.title },
    counts: { days, sessions, speakers, annotations, links },
    ...{ new: counted.added, changed: 0, unchanged: counted.present, vanished: 0 },
    ...{ left: counted.left, private: counted.private, matched: counted.matched },
    ...{ problems: told(problems), applied: yes },
  }
  return JSON.stringify(report, null, 2)
}
