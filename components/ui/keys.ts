// The keys of the whole app: what is mounted on a page declares its own (use-keys.ts), one listener
// finds who is meant, and the list of keys (components/shell/key-list.tsx) shows what is declared.

/** Under which heading a key is listed; the words are in messages, `shell.keys.groups`. */
export const keyGroups = ['page', 'note', 'writing', 'recording'] as const

export type Key = {
  /** As in `aria-keyshortcuts`: `a`, `?`, `Escape`, `Shift+V`; `Alt+J`, which also acts while one writes */
  key: string
  /** What it does, for the list. Without it the key is not listed: another line speaks of it */
  label?: string
  group?: (typeof keyGroups)[number]
  /** Goes on while the key is held down */
  repeats?: true
  /**
   * Answers false where it has nothing to do now: then it is the turn of who declared the key
   * before. Left out for what a field does itself (`Control+Enter`), which is only listed.
   */
  run?: () => boolean | void
}

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing' | 'keyCode'
>

/**
 * The name under which a press can be declared, or null where it belongs to the browser, the system
 * or an input method.
 */
export function nameOf(event: Pressed): string | null {
  // 229: an input method is at work, where browsers do not say isComposing
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return null
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]
  // By place, since Alt changes what some keyboards type
  if (event.altKey) return `Alt+${letter ?? event.key}`
  // What a Chinese input method widens is the same sign
  const sign = event.key.normalize('NFKC')
  if (sign.length !== 1) return event.key
  if (!letter) return sign
  // A keyboard of another script: the letter that stands there on a Latin one
  const latin = /^[a-z]$/i.test(sign) ? sign : letter
  return event.shiftKey ? `Shift+${latin.toUpperCase()}` : latin.toLowerCase()
}

/** Whether a press acts in spite of where the focus is, and of the letters being switched off. */
export function mayAct(name: string, at: { writing: boolean; lettersOff: boolean }): boolean {
  if (name.startsWith('Alt+')) return true
  return !at.writing && !(at.lettersOff && isLetter(name))
}

/** Whether a key is of a single character, which Shift does not change (WCAG 2.1.4). */
export function isLetter(name: string): boolean {
  return name.length === 1 || name.startsWith('Shift+')
}

let declared: readonly Key[] = []
let listening = false
const watchers = new Set<() => void>()

export function declaredKeys(): readonly Key[] {
  return declared
}

/** Adds keys until the answer is called; of two for the same key the later comes first. */
export function declareKeys(keys: Key[]): () => void {
  if (!listening) document.addEventListener('keydown', press)
  listening = true
  change([...declared, ...keys])
  return () => change(declared.filter((key) => !keys.includes(key)))
}

export function subscribeToKeys(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function change(next: readonly Key[]) {
  declared = next
  for (const watcher of watchers) watcher()
}

function press(event: KeyboardEvent) {
  const name = nameOf(event)
  if (name === null || event.defaultPrevented) return
  // The device is asked only for presses that could act: every letter somebody types comes by here
  const writing = isWriting(event.target)
  if (!mayAct(name, { writing, lettersOff: !writing && lettersOff() })) return
  if (document.querySelector('dialog[open]')) return
  for (const key of declared.toReversed()) {
    if (key.key !== name || !key.run || (event.repeat && !key.repeats)) continue
    if (key.run() === false) continue
    event.preventDefault()
    return
  }
}

/** Whether keys pressed on it are for itself: text is typed there, or a choice is made by letters. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const field = 'textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"])'
  return target.isContentEditable || target.matches(field)
}

const storedAs = 'hallway.letter-keys'

/**
 * Whether somebody has switched off the keys of a single character on this device, which collide
 * with speech input and some screen readers (WCAG 2.1.4).
 */
export function lettersOff(): boolean {
  try {
    return localStorage.getItem(storedAs) === 'off'
  } catch {
    return false
  }
}

export function switchLetters(off: boolean): void {
  try {
    if (off) localStorage.setItem(storedAs, 'off')
    else localStorage.removeItem(storedAs)
  } catch {
    // A browser that keeps nothing for us: they stay on
  }
  change([...declared])
}
