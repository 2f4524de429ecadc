import { parentPort, workerData } from 'node:worker_threads'
import { readArticle } from './article-text'

// The thread of read-article.ts: reads one page, answers once and ends.
const { html, url } = workerData
parentPort?.postMessage(readArticle(html, url))
