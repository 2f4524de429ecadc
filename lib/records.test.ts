import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seenRevision, sentDay, sentInstant, storable } from './records'

describe('what is sent', () => {
  it('becomes text that comes back as it was stored', () => {
    expect(storable('a\0b\ud800c\udc00d')).toBe('ab\ufffdc\ufffdd')
    const anything = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `${text}\ud83d`)
    fc.assert(
      fc.property(anything, (text) => {
        const kept = storable(text)
        expect(Buffer.from(kept).toString()).toBe(kept)
        expect(storable(kept)).toBe(kept)
      }),
      { numRuns: 50 },
    )
    expect(storable('👩‍💻 赫尔姆')).toBe('👩‍💻 赫尔姆')
  })

  it('names a day and an instant with which every calendar can do', () => {
    const at = sentInstant({ error: 'errors.date', offset: true })
    for (const day of ['0000-01-01', '0999-12-31', '3000-01-01', '9999-12-31', '2026-02-30', '']) {
      expect(sentDay('errors.date').safeParse(day).error?.issues[0]?.message).toBe('errors.date')
      expect(at.safeParse(`${day}T10:00:00Z`).error?.issues[0]?.message).toBe('errors.date')
    }
    expect(sentDay().parse('2026-02-28')).toBe('2026-02-28')
    expect(at.parse('1999-12-31T23:59:59+08:00')).toBe('1999-12-31T23:59:59+08:00')
  })

  it('names a revision that the database can count on from', () => {
    for (const wrong of [-1, 1.5, 2 ** 31 - 1, 1e12, 'x', Number.NaN]) {
      expect(seenRevision.safeParse(wrong).success).toBe(false)
    }
    expect([seenRevision.parse('3'), seenRevision.parse(2 ** 31 - 2)]).toEqual([3, 2 ** 31 - 2])
  })
})
