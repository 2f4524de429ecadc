import { getTranslations } from 'next-intl/server'
import type { ExportedFile } from '@/features/exports/files'
import { currentMember, type Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { fileAnswer } from '@/lib/respond'

/**
 * Answers with a file for whoever sees what it is made of. It shows in the browser when `inline`, and
 * is never kept, since what the reader may see can change.
 */
export async function answerFile<Format extends string>(
  team: string,
  asked: { format: string; of: readonly Format[]; name: string },
  make: (member: Member, format: Format) => Promise<ExportedFile | null>,
): Promise<Response> {
  const member = await currentMember(team)
  const format = asked.of.find((it) => it === asked.format)
  const file = member && format ? await make(member, format).catch(refusal) : null
  if (file instanceof Response) return file
  if (!file) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
  return fileAnswer(file, `${asked.name}.${asked.format}`)
}

/** Why a file is not made now, as a sentence: the browser shows it in the place of the file. */
async function refusal(error: unknown): Promise<Response> {
  if (!(error instanceof AppError) || error.code !== 'RATE_LIMITED') throw error
  const t = await getTranslations()
  const { seconds } = error.params ?? {}
  return new Response(t(error.messageKey as never, error.params as never), {
    status: 429,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': String(seconds ?? 60),
    },
  })
}
