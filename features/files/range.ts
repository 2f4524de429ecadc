/** Bytes from `start` to `end`, both included, counted from 0. */
export type ByteRange = { start: number; end: number }

/**
 * What a request for a part of `size` bytes asks for (RFC 9110, section 14): a range; 'unsatisfiable'
 * where it begins behind the end; null where the whole is to be sent: nothing asked, not
 * understood, or several parts at once, which a server may ignore and no player asks for.
 */
export function rangeOf(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '')
  const [, first = '', last = ''] = match ?? []
  if (!match || (first === '' && last === '')) return null
  if (first === '') {
    const length = Number(last)
    if (length === 0 || size === 0) return 'unsatisfiable'
    return { start: Math.max(0, size - length), end: size - 1 }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return null
  if (start >= size) return 'unsatisfiable'
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}

/**
 * Whether what the sender holds already is the same (RFC 9110, section 13.1.5): without `If-Range`,
 * or with this very tag. Dates never are, as none is told.
 */
export function isSamePart(ifRange: string | null, etag: string): boolean {
  return ifRange === null || ifRange.trim() === etag
}
