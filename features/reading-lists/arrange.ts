import 'server-only'
import type { Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import type { Arrangement } from './arrangement'
import {
  entriesToList,
  entriesToSection,
  entriesToType,
  type Outcome,
  removeEntries,
  restoreEntries,
} from './bulk'
import { setProgressOfEntries } from './mine/progress'
import { placeEntry, placeSection, restoreSection, trashSection } from './sections'

/** Does what a button of a list says, and answers it in words, with the way back where there is one. */
export async function arrange(member: Member, wanted: Arrangement) {
  if (wanted.refused) throw new AppError('INVALID', wanted.refused)
  if (wanted.place) {
    await placeEntry(member, wanted.place)
    return 'lists.moved'
  }
  if (wanted.placeSection) {
    await placeSection(member, wanted.placeSection)
    return 'lists.sections.moved'
  }
  if (wanted.restore) {
    await restoreEntries(member, wanted.restore)
    return { message: 'lists.bulk.restored', params: { count: wanted.restore.length } }
  }
  if (wanted.restoreSection) {
    await restoreSection(member, wanted.restoreSection)
    return 'lists.sections.restored'
  }
  if (wanted.removeSection) {
    await trashSection(member, wanted.removeSection)
    const shown = { undo: `restore-section:${wanted.removeSection}` }
    return { message: 'lists.sections.removed', shown }
  }
  if (wanted.remove) {
    const removed = await removeEntries(member, wanted.remove)
    const shown = { undo: `restore:${removed.join()}` }
    return { message: 'lists.bulk.removed', params: { count: removed.length }, shown }
  }
  if (wanted.done) {
    const count = await setProgressOfEntries(member, { entries: wanted.done, state: 'done' })
    return { message: 'lists.bulk.done', params: { count } }
  }
  const { entries = [], toSection, toType, toList, copy = false } = wanted
  if (toSection !== undefined) {
    return told('toSection', await entriesToSection(member, { entries, section: toSection }))
  }
  if (toType) return told('toType', await entriesToType(member, { entries, type: toType }))
  if (!toList) throw new AppError('INVALID', 'errors.invalid')
  const { to, ...outcome } = await entriesToList(member, { entries, list: toList, copy })
  return told(copy ? 'copied' : 'moved', outcome, { title: to.title })
}

const told = (what: string, outcome: Outcome, more: Record<string, string> = {}) => ({
  message: `lists.bulk.${what}`,
  params: { ...outcome, ...more },
})
