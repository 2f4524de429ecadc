/** A cue as the file has it: line by line, since what is rolled up is repeated by lines. */
export type RawCue = { fromMs: number | null; toMs: number | null; lines: string[] }

const soonMs = 1_000
const stuckAfter = 3

/**
 * Drops what captions say again. Live captions roll: a cue begins with the lines that the one before
 * ended with, or with the same line grown by a few words. Recognition that is stuck repeats one cue
 * for minutes. What somebody really says twice, with a pause between, stays.
 */
export function withoutRepeats(cues: RawCue[]): RawCue[] {
  const kept: RawCue[] = []
  let [seen, shownUntil]: [string[], number] = [[], 0]
  const stuck = stuckRuns(cues)
  for (const [i, cue] of cues.entries()) {
    const { fromMs, toMs } = cue
    if (fromMs === null || toMs === null) {
      kept.push(cue)
      continue
    }
    const rolls = fromMs - shownUntil <= soonMs || stuck.has(i)
    const lines = rolls ? newLines(seen, cue.lines) : cue.lines
    const last = kept.at(-1)
    if (lines.length > 0) kept.push({ ...cue, lines })
    else if (last) last.toMs = Math.max(last.toMs ?? 0, toMs)
    if (cue.lines.length > 0) seen = cue.lines
    shownUntil = Math.max(shownUntil, toMs)
  }
  return kept
}

/** Where cues stand that are the same as the one before, in runs of three and more. */
function stuckRuns(cues: RawCue[]): Set<number> {
  const found = new Set<number>()
  let start = 0
  for (let i = 1; i <= cues.length; i++) {
    const same = i < cues.length && cues[i]?.lines.join('\n') === cues[start]?.lines.join('\n')
    if (same) continue
    if (i - start >= stuckAfter) for (let at = start + 1; at < i; at++) found.add(at)
    start = i
  }
  return found
}

/** The lines of a cue that were not on the screen with the one before. */
function newLines(before: string[], lines: string[]): string[] {
  let most = Math.min(before.length, lines.length)
  while (most > 0 && !before.slice(-most).every((line, i) => line === lines[i])) most--
  const rest = lines.slice(most)
  const [grown = '', last = ''] = [rest[0], before.at(-1)]
  // A single short word may well begin two lines
  if (most === 0 && last.includes(' ') && grown.startsWith(`${last} `)) {
    return [grown.slice(last.length + 1), ...rest.slice(1)]
  }
  return rest
}
