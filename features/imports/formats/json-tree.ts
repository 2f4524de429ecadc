import type { ReadLimits } from './programme'
import { Refused } from './refusal'

/** A parsed JSON object. */
export type Json = { [key: string]: unknown }

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object's own value under a key. */
export const field = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A string, a number as one, or the first text of a translated `{ "en": … }`; '' otherwise. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (!isObject(value)) return ''
  const named =
    value.name ?? value.en ?? Object.values(value).find((one) => typeof one === 'string')
  return typeof named === 'string' ? named : ''
}

export const get = (value: unknown, key: string) => text(field(value, key))

/** Throws `Refused` when JSON is nested or large beyond the limits, before it is parsed. */
export function checkJson(source: string, limits: ReadLimits): void {
  let depth = 0
  let values = 0
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at)
    if (code === 34) {
      // Jump over the string: its end is the next quote with an even number of backslashes.
      for (at = source.indexOf('"', at + 1); at >= 0; at = source.indexOf('"', at + 1)) {
        let escapes = 0
        while (source.charCodeAt(at - 1 - escapes) === 92) escapes += 1
        if (escapes % 2 === 0) break
      }
      if (at < 0) return
    } else if (code === 91 || code === 123) {
      depth += 1
      if (depth > limits.depth) throw new Refused('too-deep', { limit: limits.depth })
    } else if (code === 93 || code === 125) depth -= 1
    else if (code === 44) {
      values += 1
      if (values > limits.elements)
        throw new Refused('too-many-elements', { limit: limits.elements })
    }
  }
}

/** Parses checked JSON. @throws Refused, with the line, for what is none */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch (error) {
    const at = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined
    const before = at === undefined ? null : source.slice(0, Number(at))
    const line = before === null ? 0 : before.split('\n').length
    throw new Refused('is-broken-json', { line })
  }
}
