/**
 * Pairs rows with columns, each at most once, so that the sum of the scores is the greatest possible:
 * the assignment problem, for few scores a row. Rows are taken one after another, each by the best
 * augmenting path (Kuhn's Hungarian method with paths found as by Bellman and Ford), which keeps what
 * is paired so far the best there is.
 * @param rows for each row its scores above 0 by column
 * @returns for each row its column, or null
 */
export function assign<Column>(rows: ReadonlyMap<Column, number>[]): (Column | null)[] {
  const columnOf: (Column | null)[] = rows.map(() => null)
  const owner = new Map<Column, number>()
  for (const row of rows.keys()) {
    // How much the sum grows when the path that began with `row` ends by leaving this row alone
    const gained = new Map([[row, 0]])
    const cameBy = new Map<number, { from: number; column: Column }>()
    let best: { gain: number; row: number; column: Column | null } = { gain: 0, row, column: null }
    const open = [row]
    for (let at = open.shift(); at !== undefined; at = open.shift()) {
      const sum = gained.get(at) ?? 0
      if (sum > best.gain) best = { gain: sum, row: at, column: null }
      for (const [column, score] of rows[at] ?? []) {
        if (columnOf[at] === column) continue
        const holder = owner.get(column)
        if (holder === undefined) {
          if (sum + score > best.gain) best = { gain: sum + score, row: at, column }
          continue
        }
        const given = sum + score - (rows[holder]?.get(column) ?? 0)
        if (given <= (gained.get(holder) ?? Number.NEGATIVE_INFINITY)) continue
        gained.set(holder, given)
        cameBy.set(holder, { from: at, column })
        if (!open.includes(holder)) open.push(holder)
      }
    }
    let { row: last, column } = best
    for (;;) {
      columnOf[last] = column
      if (column !== null) owner.set(column, last)
      const step = cameBy.get(last)
      if (last === row || !step) break
      last = step.from
      column = step.column
    }
  }
  return columnOf
}
