import { expect, test } from 'vitest'
import { workerCount } from './workers.mjs'

const GB = 2 ** 30

test.each([
  [undefined, 1, 8, 1],
  [undefined, 2, 8, 2],
  ['', 2, 1.9, 1],
  [undefined, 16, 64, 4],
  [undefined, 4, 0.5, 1],
  ['1', 8, 64, 1],
  ['12', 2, 1, 12],
  ['many', 2, 8, 2],
])(
  'WORKERS=%s with %i processors and %f GB are %i processes',
  (setting, processors, gigabytes, count) => {
    expect(workerCount(setting, { processors, memory: gigabytes * GB })).toBe(count)
  },
)
