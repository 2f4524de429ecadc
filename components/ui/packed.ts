import { useMemo } from 'react'

/** Plain data as one text. */
export type Packed<T> = string & { readonly packs?: T }

/**
 * Packs much plain data for a client component. React takes what it is given apart value by value, on
 * the way out, for the markup and in the browser; a text goes through whole, and the same text is the
 * same data.
 */
export function pack<T>(data: T): Packed<T> {
  return JSON.stringify(data)
}

/** The data again, the same object for as long as the text is the same. */
export function usePacked<T>(packed: Packed<T>): T {
  return useMemo(() => JSON.parse(packed) as T, [packed])
}
