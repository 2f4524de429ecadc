import { placeInText, writeTyped } from '@/components/ui/typed-text'
import { type Choice, choicesFor, type Offered, type Typing, typingAt } from '../completion'

/** What is open at a caret, and where the list stands in the window. */
export type OpenList = {
  area: HTMLTextAreaElement
  typing: Typing
  choices: Choice[]
  active: number
  place: Record<'left' | 'top' | 'bottom' | 'maxHeight', number | undefined>
}

/** Milliseconds after which people and topics are asked for again. */
const fresh = 30_000
/** Pixels: the widest and highest that the list may be, and what it keeps from the window's edges. */
const [widest, highest, edge] = [288, 260, 8]

/**
 * Follows what is typed into the text areas that complete, and tells what to show there; answers how
 * a choice is made. Keys act only while the list is open, and never while an input method composes.
 */
export function watchMarks(
  url: string,
  tell: (open: OpenList | null) => void,
  signal: AbortSignal,
): (choice: Choice) => void {
  const offered = asking(url, () => followIn(document.activeElement))
  let open: OpenList | null = null
  let composing = false
  // A mark that was completed, or whose list was closed, is left alone from then on
  let done: { area: HTMLTextAreaElement; at: number } | null = null

  function show(next: OpenList | null) {
    if (next === open) return
    open = next
    tell(next)
  }

  async function follow(area: HTMLTextAreaElement) {
    const { value, selectionStart: caret, selectionEnd } = area
    const typing = caret === selectionEnd ? typingAt(value, caret) : null
    if (!typing || done?.area !== area || done.at !== typing.at) done = null
    if (!typing || done) return show(null)
    const known = await offered.known()
    if (signal.aborted || document.activeElement !== area || area.selectionStart !== caret) return
    if (area.value !== value || !known) return
    const choices = choicesFor(typing, known)
    // Of letters that are still being composed into a word the list waits for the word
    if (choices.length === 0) return composing ? undefined : show(null)
    // News of people and topics leave the choice where it was
    const before = open?.typing.query === typing.query && open.choices[open.active]?.written
    const active = Math.max(
      0,
      choices.findIndex(({ written }) => written === before),
    )
    show({ area, typing, choices, active, place: placeOf(area, typing) })
  }

  function followIn(target: EventTarget | null) {
    const it = target instanceof HTMLTextAreaElement && target.matches('[data-completes]')
    if (it) void follow(target)
  }

  function choose({ written }: Choice) {
    if (!open) return
    const { area, typing } = open
    const rest = area.value.slice(area.selectionStart)
    const text = `${area.value.slice(0, typing.at)}${written} ${rest.replace(/^ /, '')}`
    done = { area, at: typing.at }
    show(null)
    writeTyped(area, { text, caret: typing.at + written.length + 1 })
  }

  function press(event: KeyboardEvent) {
    if (!open || event.target !== open.area || event.isComposing || event.keyCode === 229) return
    const { area, typing, choices, active } = open
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
      if (event.key === 'Enter') show(null)
      return
    }
    const chosen = choices[active]
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step) show({ ...open, active: (active + step + choices.length) % choices.length })
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen)
    else if (event.key === 'Escape') {
      done = { area, at: typing.at }
      show(null)
    } else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  const move = () => open && show({ ...open, place: placeOf(open.area, open.typing) })
  const followed = ({ target }: Event) => followIn(target)
  const compose = ({ type, target }: Event) => {
    composing = type === 'compositionstart'
    followIn(target)
  }
  // Before the field's own keys, which go on with a list or save
  window.addEventListener('keydown', press, { capture: true, signal })
  for (const type of ['compositionstart', 'compositionend']) {
    document.addEventListener(type, compose, { signal })
  }
  document.addEventListener('input', followed, { signal })
  document.addEventListener('click', followed, { signal })
  document.addEventListener(
    'keyup',
    (event) => /^(Arrow(Left|Right)|Home|End)$/.test(event.key) && followed(event),
    { signal },
  )
  document.addEventListener('focusout', () => show(null), { signal })
  document.addEventListener('reset', () => show(null), { signal })
  document.addEventListener('submit', offered.renew, { capture: true, signal })
  document.addEventListener('scroll', move, { capture: true, passive: true, signal })
  window.addEventListener('resize', move, { signal })
  followIn(document.activeElement)
  return choose
}

/** Asks for people and topics when they are needed; what is known serves until there is newer. */
function asking(url: string, news: () => void) {
  let known: Offered | null = null
  let asked = 0
  let answer: Promise<Offered | null> | null = null
  async function ask(): Promise<Offered | null> {
    const [before, response] = [known, await fetch(url).catch(() => null)]
    if (response?.ok) known = (await response.json()) as Offered
    else asked = 0
    if (before && known !== before) news()
    return known
  }
  return {
    /** What was written just now may have made a topic */
    renew: () => (asked = 0),
    async known(): Promise<Offered | null> {
      if (Date.now() - asked > fresh) {
        asked = Date.now()
        answer = ask()
      }
      return known ?? answer
    },
  }
}

/** Below the sign where there is room, else above it; never beyond the window or under a keyboard. */
function placeOf(area: HTMLTextAreaElement, { at }: Typing): OpenList['place'] {
  const { left, top, bottom } = placeInText(area, at)
  const { innerWidth, innerHeight, visualViewport } = window
  const end = visualViewport ? visualViewport.offsetTop + visualViewport.height : innerHeight
  const below = end - bottom - 2 * edge
  const above = top - 2 * edge
  const goesBelow = below >= Math.min(highest, above)
  return {
    left: Math.max(
      edge,
      Math.min(left, innerWidth - Math.min(widest, innerWidth - 2 * edge) - edge),
    ),
    top: goesBelow ? bottom + 4 : undefined,
    bottom: goesBelow ? undefined : innerHeight - top + 4,
    maxHeight: Math.min(highest, goesBelow ? below : above),
  }
}
