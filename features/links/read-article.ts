import { Worker } from 'node:worker_threads'
import { type ArticleText, type NoArticle, readArticle } from './article-text'

const longestMs = 10_000
const memoryMb = 256

let turn: Promise<unknown> = Promise.resolve()

/**
 * Reads the article in a page in a thread of its own, with a limit of memory and time, so that no page
 * can hang or exhaust the server; one page at a time.
 */
export async function readArticleApart(
  html: string,
  url: string,
): Promise<ArticleText | NoArticle> {
  const mine = turn.then(() => readInThread(html, url))
  turn = mine.catch(() => {})
  return mine
}

async function readInThread(html: string, url: string): Promise<ArticleText | NoArticle> {
  const thread = new Worker(new URL('./read-article-worker.ts', import.meta.url), {
    workerData: { html, url },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  try {
    return await new Promise((resolve, reject) => {
      const clock = setTimeout(() => resolve('toohard'), longestMs)
      thread.once('message', resolve)
      thread.once('error', reject)
      thread.once('exit', () => resolve('toohard'))
      thread.once('exit', () => clearTimeout(clock))
    })
  } catch (error) {
    // Outside of the build (tests, scripts) Node meets TypeScript and has no thread for it
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'ERR_UNKNOWN_FILE_EXTENSION' ? readArticle(html, url) : 'toohard'
  } finally {
    await thread.terminate()
  }
}
