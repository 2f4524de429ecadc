import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { readAny } from './read-any'

// The thread of read-apart.ts: reads one file, answers once and ends.
const { path, options } = workerData
readFile(path)
  .then((bytes) => readAny(bytes, options))
  .then((result) => parentPort?.postMessage(result))
