import type { Refusal, RefusalCode } from './programme'

/** Builds a refusal; a `Refused` carries one out of nested code to `readProgramme`. */
export function refuse(code: RefusalCode, params: Refusal['params'] = {}): Refusal {
  return { ok: false, code, params }
}

export class Refused extends Error {
  readonly refusal: Refusal

  constructor(code: RefusalCode, params: Refusal['params'] = {}) {
    super(code)
    this.refusal = refuse(code, params)
  }
}
