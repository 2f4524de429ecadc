'use server'

import { teamAction } from '@/lib/action'
import { paths } from '@/lib/paths'
import { ownOrigin } from '@/lib/request'
import { createFeed, hideInterests, revokeFeed, setInterest } from './mutations'
import { feedInput, hidingInput, interestAct } from './schema'

export const wishAction = teamAction(interestAct, async (member, { act }) => {
  const { wish } = await setInterest(member, act)
  return `interests.said.${wish ?? 'none'}`
})

export const hideInterestsAction = teamAction(hidingInput, async (member, { show }) => {
  await hideInterests(member, !show)
  return show ? 'interests.picks.shown' : 'interests.picks.hidden'
})

export const createFeedAction = teamAction(feedInput, async (member, { id }) => {
  const address = (await ownOrigin()) + paths.calendarFeed(await createFeed(member, id))
  return { message: 'interests.feed.created', shown: { address } }
})

export const revokeFeedAction = teamAction(feedInput, async (member, { id }) => {
  await revokeFeed(member, id)
  return 'interests.feed.revoked'
})
