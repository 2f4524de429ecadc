import { expect, test } from 'vitest'
import { Prisma, pool, readRows } from './db'

test('rows read without Prisma come as the types that are promised', async () => {
  const at = new Date('2026-11-10T23:30:00.123Z')
  const [row] = await readRows(Prisma.sql`
    SELECT ${at}::timestamptz AS "at", (${at}::timestamptz AT TIME ZONE 'UTC')::date AS "day",
           ${at}::timestamptz = '2026-11-10T23:30:00.123Z' AS "same", 3::int AS "count",
           9007199254740993::bigint AS "seq", ARRAY['a', 'b'] AS "list", ${null}::uuid AS "none",
           json_build_object('a', 1) AS "json"`)
  expect(row).toEqual({
    ...{ at, day: '2026-11-10', same: true, count: 3, seq: '9007199254740993' },
    ...{ list: ['a', 'b'], none: null, json: { a: 1 } },
  })
})

test('every connection plans for pages, not for reports', async () => {
  const { rows } = await pool.query(
    `SELECT current_setting('jit') AS "jit", current_setting('random_page_cost') AS "cost"`,
  )
  expect(rows).toEqual([{ jit: 'off', cost: '1.1' }])
})
