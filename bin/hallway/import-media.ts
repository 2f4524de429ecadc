import { createReadStream } from 'node:fs'
import path from 'node:path'
import { Refused } from '@/features/imports/formats/refusal'
import { applyMedia } from '@/features/imports/media/apply'
import { stageMediaFile } from '@/features/imports/media/files'
import { getMediaImport, getMediaPlan } from '@/features/imports/media/staging'
import { discardImport } from '@/features/imports/mutations'
import type { Member } from '@/lib/actor'
import { receive } from '@/lib/storage'
import { Stop, sentence } from './command'

const largestFile = 64 * 2 ** 20

/**
 * Imports a file of transcripts (one, or a zip of them) or a playlist of recordings for the talks of a
 * conference: the pairs that are sure and replace nothing. Null for any other file.
 * @param conferenceId may be null where the team has one conference
 */
export async function importMedia(
  member: Member,
  file: string,
  conferenceId: string | null,
  yes: boolean,
): Promise<string | null> {
  const id = await stage(member, file, conferenceId)
  if (!id) return null
  const staged = await getMediaImport(member, id)
  const found = staged && (await getMediaPlan(member, staged))
  if (!staged || !found) {
    await discardImport(member, id)
    throw new Stop('The conference these belong to (--conference) is not one of the team’s.')
  }
  if (!yes) console.error('Nothing was written. Add --yes to import this.')
  const applied = yes && found.taken.length > 0
  if (applied) await applyMedia(member, { id, planHash: found.hash })
  else await discardImport(member, id)
  const { kind, media } = staged
  const cues = media.items.reduce((sum, { transcript }) => sum + (transcript?.cues ?? 0), 0)
  const { items, repeated, problems } = media
  const counts =
    kind === 'transcripts' ? { transcripts: items.length, cues } : { recordings: items.length }
  const unchanged = found.rows.filter(({ what }) => what === 'same').length
  const report = {
    ...{ format: media.format, conference: found.conference.title, counts },
    ...{ new: found.taken.length, changed: 0, unchanged, vanished: 0, repeated },
    pairs: found.rows.map(({ item, chosen, take, what, proposals, session }) => ({
      ...{ file: item.detail, title: item.title, session: chosen?.title ?? null },
      score: proposals.find(({ id }) => id === session)?.score ?? 0,
      taken: take && what !== 'same',
    })),
    problems: problems.map(({ code, params, line, item }) => ({
      ...{ code, line, item, text: sentence(`importProblems.${code}`, params) },
    })),
    applied,
  }
  return JSON.stringify(report, null, 2)
}

async function stage(member: Member, file: string, conferenceId: string | null) {
  const taken = await receive(createReadStream(file), largestFile)
  try {
    return await stageMediaFile(member, { name: path.basename(file), file: taken }, conferenceId)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Stop(sentence(`importProblems.${error.refusal.code}`, error.refusal.params))
  } finally {
    await taken.drop()
  }
}
