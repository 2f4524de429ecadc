import 'server-only'
import type { Member } from './actor'

/** Answers in a process: a few hundred bytes each, the least recently asked for going first. */
const mostKept = 5_000
/** Milliseconds: what is near by the clock changes without an event. */
const longestKept = 60_000

type Kept = { version: string; until: number; answer: Promise<unknown> }

const answers = new Map<string, Kept>()

/**
 * What `read` found for a member, read anew once anything has happened in their team, they have read
 * notices, or their role has changed. For what the frame of every page asks for and a change nearly
 * always leaves an event behind (decision 53).
 *
 * An answer is never older than the rights of whoever gets it: their event number was read before it
 * was asked for, and an event's number is drawn in the transaction of what it tells of.
 *
 * @param name what is asked, and all that the answer depends on besides the member and the team
 * @returns what must not be changed, since others get the same
 */
export function keptWhileQuiet<Answer>(
  member: Member,
  name: string,
  read: () => Promise<Answer>,
): Promise<Readonly<Answer>> {
  const key = `${member.teamId} ${member.userId} ${member.role} ${name}`
  const version = `${member.team.seq} ${member.noticesVersion}`
  const known = answers.get(key)
  answers.delete(key)
  if (known?.version === version && known.until > performance.now()) {
    answers.set(key, known)
    return known.answer as Promise<Answer>
  }
  const answer = read()
  answers.set(key, { version, until: performance.now() + longestKept, answer })
  // What failed is asked again; whoever waits for it hears of it themselves
  answer.catch(() => answers.get(key)?.answer === answer && answers.delete(key))
  for (const oldest of answers.keys()) {
    if (answers.size <= mostKept) break
    answers.delete(oldest)
  }
  return answer
}
