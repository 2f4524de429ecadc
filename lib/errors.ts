/**
 * What a form action answers, in words that are already in the reader's language.
 *
 * `null` is "nothing sent yet". `fieldErrors` and `values` are keyed by the name of the form
 * control; `values` carries what was typed back into the form (never passwords), so that a page
 * that was posted without script comes back filled in. `shown` is what only this answer can show:
 * the address of a new share or invitation, of which just a hash is kept.
 */
export type ActionResult =
  | null
  | { ok: true; message?: string; shown?: Record<string, string> }
  | {
      ok: false
      message?: string
      fieldErrors?: Record<string, string>
      values?: Record<string, string>
    }

export type AppErrorCode =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'CONFLICT'
  | 'INVALID'
  | 'TOO_LARGE'
  | 'RATE_LIMITED'

export type MessageParams = Record<string, string | number>

/**
 * A failure that a person can act on. It names a message instead of holding a sentence: only the
 * action wrapper knows which language the reader has.
 *
 * `messageKey` and the values of `fieldErrors` are full keys of messages/ (`teams.lastOwner`);
 * `params` fill the placeholders of any of them.
 */
export class AppError extends Error {
  readonly code: AppErrorCode
  readonly messageKey: string
  readonly params: MessageParams
  readonly fieldErrors: Record<string, string> | undefined

  constructor(
    code: AppErrorCode,
    messageKey: string,
    options: { params?: MessageParams; fieldErrors?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(`${code} ${messageKey}`, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.messageKey = messageKey
    this.params = options.params ?? {}
    this.fieldErrors = options.fieldErrors
  }
}
