import { getTranslations } from 'next-intl/server'
import { describeApi } from '../openapi'

/** The description of the API for programs, OpenAPI 3.1. */
export async function GET(): Promise<Response> {
  const t = await getTranslations()
  return Response.json(
    describeApi((key) => t(key as never)),
    { headers: { 'cache-control': 'public, max-age=300', vary: 'Accept-Language, Cookie' } },
  )
}
