import { pool } from '@/lib/db'

/**
 * SQL statements that a page view takes, when nothing is seen for the first time but something has
 * happened in the team, so that nothing is kept (decision 53).
 */
export async function statementsOf(view: () => Promise<unknown>): Promise<number> {
  await view()
  await pool.query('UPDATE "Team" SET "eventSeq" = "eventSeq" + 1')
  return statementsDuring(view)
}

/** SQL statements that run meanwhile, told by pg_stat_statements; transaction control not counted. */
export async function statementsDuring(work: () => Promise<unknown>): Promise<number> {
  await pool.query('SELECT pg_stat_statements_reset()')
  await work()
  const { rows } = await pool.query<{ calls: number }>(`
    SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements
    WHERE query !~* '^(BEGIN|COMMIT|ROLLBACK|SET|DEALLOCATE)'
      AND query !~* 'pg_stat_statements|pgboss|LISTEN'`)
  return rows[0]?.calls ?? 0
}
