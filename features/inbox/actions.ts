'use server'

import { teamAction } from '@/lib/action'
import { readNotices } from './mutations'
import { readNoticesInput } from './schema'

export const readNoticesAction = teamAction(readNoticesInput, (member, { through }) =>
  readNotices(member, BigInt(through)),
)
