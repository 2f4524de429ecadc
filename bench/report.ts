type Row = { value: number; unit: string; target: number; atLeast?: boolean }

/** Prints one row as a JSON object on a line of its own. */
export function report(name: string, { value, unit, target, atLeast = false }: Row): void {
  const rounded = Number(value.toPrecision(4))
  const ok = atLeast ? value >= target : value <= target
  console.log(JSON.stringify({ name, value: rounded, unit, target, ok }))
}
