import { saveAnswer } from '@/features/annotations/history'
import { answerInput } from '@/features/annotations/schema'
import { teamPut } from '@/lib/api'
import { written } from '@/lib/records'

/** Answers a question, or replaces the answer of the revision that the body names; again is a retry. */
export const PUT = teamPut(
  answerInput,
  async (member, input) => ({
    created: false,
    body: { id: input.id, revision: await saveAnswer(member, input) },
  }),
  { summary: 'api.annotations.answer', answers: written },
)
