'use server'
import { redirect } from 'next/navigation'
import { getTimeZone } from 'next-intl/server'
import { linkIdInput, linkMergeInput } from '@/features/links/schema'
import { teamAction } from '@/lib/action'
import { shortId } from '@/lib/ids'
import { paths, safeNext } from '@/lib/paths'
import { copyList } from './adding'
import { addByAddress } from './anywhere'
import { arrange } from './arrange'
import { arrangeInput } from './arrangement'
import { followList, unfollowList } from './follows'
import { smartListEditInput, smartListInput } from './gathered/filter'
import {
  copySmartList,
  createSmartList,
  setSmartListDeleted,
  updateSmartList,
} from './gathered/smart-lists'
import { mergeLinks, separateLink } from './merging/merging'
import { marks } from './mine/marks'
import { saveMine } from './mine/notes'
import { setProgress } from './mine/progress'
import {
  addLink,
  addSession,
  createList,
  restoreEntry,
  restoreList,
  trashList,
  updateEntry,
  updateList,
} from './mutations'
import {
  addByAddressInput,
  addLinkInput,
  addSessionInput,
  copyListInput,
  entryEditInput,
  entryIdInput,
  listEditInput,
  listIdInput,
  listInput,
  markInput,
  mineInput,
  placeInput,
  sectionEditInput,
  sectionInput,
  severalInput,
} from './schema'
import { addSection, placeEntry, renameSection, restoreSection } from './sections'
import { lookThrough, takeTicked } from './several'

export const createListAction = teamAction(listInput, async (member, input) => {
  redirect(paths.list(member.team.slug, await createList(member, input)))
})

export const updateListAction = teamAction(listEditInput, async (member, input) => {
  redirect(paths.list(member.team.slug, await updateList(member, input)))
})

export const trashListAction = teamAction(listIdInput, async (member, { id }) => {
  await trashList(member, id)
  redirect(paths.lists(member.team.slug, { deleted: shortId(id) }))
})

export const restoreListAction = teamAction(listIdInput, async (member, { id }) => {
  await restoreList(member, id)
  return 'lists.listRestored'
})

export const addLinkAction = teamAction(addLinkInput, async (member, input) => {
  const { added, back } = await addLink(member, input)
  if (back) return 'lists.cameBack'
  return added ? 'lists.added' : 'lists.alreadyThere'
})

export const mergeLinksAction = teamAction(linkMergeInput, async (member, input) => {
  const kept = await mergeLinks(member, input)
  redirect(paths.link(member.team.slug, kept, { merged: shortId(input.id) }))
})

export const separateLinkAction = teamAction(linkIdInput, async (member, { id }) => {
  await separateLink(member, id)
  return 'links.separated'
})

export const addSessionAction = teamAction(addSessionInput, async (member, input) => {
  const { added } = await addSession(member, input)
  return added ? 'lists.added' : 'lists.alreadyThere'
})

export const updateEntryAction = teamAction(entryEditInput, async (member, input) => {
  const list = await updateEntry(member, input)
  redirect(`${paths.list(member.team.slug, list, { page: input.page })}#${shortId(input.id)}`)
})

export const arrangeAction = teamAction(arrangeInput, arrange)

export const placeEntryAction = teamAction(placeInput, async (member, input) => {
  await placeEntry(member, input)
})

export const addSectionAction = teamAction(sectionInput, async (member, input) => {
  await addSection(member, input)
  return 'lists.sections.added'
})

export const renameSectionAction = teamAction(sectionEditInput, async (member, input) => {
  const list = await renameSection(member, input)
  redirect(`${paths.list(member.team.slug, list, { page: input.page })}#s-${shortId(input.id)}`)
})

export const restoreSectionAction = teamAction(entryIdInput, async (member, { id }) => {
  await restoreSection(member, id)
  return 'lists.sections.restored'
})

export const addSeveralAction = teamAction(severalInput, async (member, input) => {
  if (input.act === 'find') return lookThrough(member, input)
  const { list, added, there } = await takeTicked(member, input)
  const told = { added: String(added), there: String(there) }
  redirect(paths.list(member.team.slug, list, told))
})

export const copyListAction = teamAction(copyListInput, async (member, input) => {
  redirect(paths.list(member.team.slug, await copyList(member, input)))
})

export const restoreEntryAction = teamAction(entryIdInput, async (member, { id }) => {
  await restoreEntry(member, id)
  return 'lists.entryRestored'
})

export const markAction = teamAction(markInput, async (member, { act: { mark, ...on } }) => {
  await setProgress(member, { ...on, ...marks[mark] }, await getTimeZone())
  return `mine.marked.${mark}`
})

export const saveMineAction = teamAction(mineInput, async (member, input) => {
  await saveMine(member, input, await getTimeZone())
  const own = paths.team(member.team.slug)
  const back = safeNext(input.back)
  redirect(back?.startsWith(`${own}/`) ? back : paths.reading(member.team.slug))
})

export const followAction = teamAction(listIdInput, async (member, { id }) => {
  await followList(member, id)
  return 'mine.followed'
})

export const unfollowAction = teamAction(listIdInput, async (member, { id }) => {
  await unfollowList(member, id)
  return 'mine.unfollowed'
})

export const addByAddressAction = teamAction(addByAddressInput, async (member, input) => {
  const { added } = await addByAddress(member, input)
  return added ? 'lists.added' : 'lists.alreadyThere'
})

export const createSmartListAction = teamAction(smartListInput, async (member, input) => {
  redirect(paths.smartList(member.team.slug, await createSmartList(member, input)))
})

export const updateSmartListAction = teamAction(smartListEditInput, async (member, input) => {
  redirect(paths.smartList(member.team.slug, await updateSmartList(member, input)))
})

export const trashSmartListAction = teamAction(listIdInput, async (member, { id }) => {
  await setSmartListDeleted(member, id, true)
  redirect(paths.lists(member.team.slug, { smart: shortId(id) }))
})

export const restoreSmartListAction = teamAction(listIdInput, async (member, { id }) => {
  await setSmartListDeleted(member, id, false)
  return 'lists.listRestored'
})

export const copySmartListAction = teamAction(listIdInput, async (member, { id }) => {
  redirect(paths.list(member.team.slug, await copySmartList(member, id)))
})
