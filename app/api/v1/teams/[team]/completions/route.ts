import { getCompletions } from '@/features/topics/queries'
import { teamGet } from '@/lib/action'

/** Whom and what one can mention, asked for once somebody types `@` or `#`. */
export const GET = teamGet(getCompletions)
