import type { Problem, ProblemCode } from './programme'
import { cleanLine } from './text'

/** Collects what could not be taken over, up to a limit; the rest is only counted. */
export class Problems {
  private readonly found: Problem[] = []
  private leftOut = 0

  constructor(private readonly limit: number) {}

  add(
    code: ProblemCode,
    item: string | null = null,
    line: number | null = null,
    params: Problem['params'] = {},
  ): void {
    if (this.found.length < this.limit) {
      this.found.push({ line, item: cleanLine(item, 120), code, params })
    } else this.leftOut += 1
  }

  list(): Problem[] {
    if (this.leftOut === 0) return this.found
    const rest: Problem = {
      line: null,
      item: null,
      code: 'problems-left-out',
      params: { count: this.leftOut },
    }
    return [...this.found, rest]
  }
}
