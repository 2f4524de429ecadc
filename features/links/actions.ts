'use server'
import { redirect } from 'next/navigation'
import { teamAction } from '@/lib/action'
import { paths } from '@/lib/paths'
import { deleteArticle, keepArticle, restoreArticle } from './articles'
import { checkLinkNow, followMove, setArchive } from './checking'
import { restoreLink, saveLink, trashLink } from './mutations'
import { readLinkAgain } from './reading'
import { archiveInput, followMoveInput, linkEditInput, linkIdInput } from './schema'

export const readLinkAction = teamAction(linkIdInput, async (member, { id }) => {
  await readLinkAgain(member, id)
  return 'links.reading.soon'
})

export const saveLinkAction = teamAction(linkEditInput, async (member, input) => {
  await saveLink(member, input)
  redirect(paths.link(member.team.slug, input.id))
})

export const checkLinkAction = teamAction(linkIdInput, async (member, { id }) => {
  await checkLinkNow(member, id)
  return 'links.kept.checkSoon'
})

export const followMoveAction = teamAction(followMoveInput, async (member, input) => {
  await followMove(member, input)
  return 'links.kept.followed'
})

export const setArchiveAction = teamAction(archiveInput, async (member, input) => {
  await setArchive(member, input)
  return 'links.kept.archiveSaved'
})

export const keepArticleAction = teamAction(linkIdInput, async (member, { id }) => {
  await keepArticle(member, id)
  return 'links.kept.copySoon'
})

export const deleteArticleAction = teamAction(linkIdInput, async (member, { id }) => {
  await deleteArticle(member, id)
  return 'links.kept.copyTrashed'
})

export const restoreArticleAction = teamAction(linkIdInput, async (member, { id }) => {
  await restoreArticle(member, id)
  return 'links.kept.copyRestored'
})

export const trashLinkAction = teamAction(linkIdInput, async (member, { id }) => {
  await trashLink(member, id)
  redirect(paths.link(member.team.slug, id))
})

export const restoreLinkAction = teamAction(linkIdInput, async (member, { id }) => {
  await restoreLink(member, id)
  return 'links.restored'
})
