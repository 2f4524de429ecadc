import { getCompletions } from '@/features/topics/queries'
import { teamGet } from '@/lib/api'

/** Whom and what one can mention, asked for once somebody types `@` or `#`. */
export const GET = teamGet(getCompletions, { summary: 'api.completions.read' })
