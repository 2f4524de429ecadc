import { playedTo } from '@/features/sessions/components/playback'
import type { AnnotationKind } from '@/prisma/generated/client'
import { readMoment, showMoment } from '../moment'
import { readStart } from '../typed-start'
import { continueList, linkSelection, type Typed } from '../typing'

/**
 * An event that asks from anywhere on the page for the composer, at the moment that plays; with
 * `withSelection` as its detail also about the words that are selected.
 */
export const annotate = 'hallway:annotate'
export const withSelection = 'selection'

/** Lets a typed start choose the kind, and gives it back when the start is taken away again. */
export function watchKind(area: HTMLTextAreaElement, kind: HTMLSelectElement, signal: AbortSignal) {
  let recognised: AnnotationKind | null = null
  function recognise() {
    const typed = readStart(area.value).kind
    if (
      typed === 'takeaway' ? recognised === kind.value : kind.value === (recognised ?? 'takeaway')
    )
      kind.value = typed
    recognised = typed === 'takeaway' ? null : typed
  }
  area.addEventListener(
    'input',
    (event) => {
      // An input method that is still composing has not written anything yet
      if (!(event as InputEvent).isComposing) recognise()
    },
    { signal },
  )
  area.addEventListener('compositionend', recognise, { signal })
  area.form?.addEventListener('reset', () => (recognised = null), { signal })
}

/** Writes as if it were typed, so that the browser's undo takes it back. */
function write(area: HTMLTextAreaElement, { text, caret }: Typed) {
  const [from, to] = changed(area.value, text)
  area.setSelectionRange(from, area.value.length - to)
  const words = text.slice(from, text.length - to)
  // The one way to write into the undo history; where it is gone, the text still arrives
  const done = document.execCommand(words ? 'insertText' : 'delete', false, words)
  if (!done) {
    area.value = text
    area.dispatchEvent(new Event('input', { bubbles: true }))
  }
  area.setSelectionRange(caret, caret)
}

/** How much two texts have in common at their beginning and at their end. */
function changed(before: string, after: string): [number, number] {
  const most = Math.min(before.length, after.length)
  let from = 0
  while (from < most && before[from] === after[from]) from++
  let to = 0
  while (to < most - from && before.at(-1 - to) === after.at(-1 - to)) to++
  return [from, to]
}

/** Ctrl or ⌘ + Enter saves; Enter goes on with a list. */
export function watchTyping(area: HTMLTextAreaElement, form: HTMLFormElement, signal: AbortSignal) {
  area.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        form.requestSubmit()
        return
      }
      if (event.shiftKey || event.altKey || area.selectionStart !== area.selectionEnd) return
      const typed = continueList(area.value, area.selectionStart)
      if (!typed) return
      event.preventDefault()
      write(area, typed)
    },
    { signal },
  )
  area.addEventListener('paste', (event) => void paste(event, area), { signal })
  document.addEventListener(annotate, () => begin(area), { signal })
}

/** Goes to the composer, with the moment of the recording that plays at the start of the words. */
function begin(area: HTMLTextAreaElement) {
  area.focus()
  const ms = playedTo()
  if (ms === null || readMoment(area.value).moment) return
  const start = `${showMoment(ms)} `
  write(area, { text: start + area.value, caret: area.selectionEnd + start.length })
}

async function paste(event: ClipboardEvent, area: HTMLTextAreaElement) {
  const plain = event.clipboardData?.getData('text/plain') ?? ''
  const { selectionStart: from, selectionEnd: to, value } = area
  const link = linkSelection(value, from, to, plain)
  if (link) {
    event.preventDefault()
    write(area, link)
    return
  }
  const html = event.clipboardData?.getData('text/html') ?? ''
  // What has no structure is best as it is
  if (!/<(a|ul|ol|strong|b|em|i|h[1-6]|blockquote|code|pre)[\s>]/i.test(html)) return
  event.preventDefault()
  const { markdownOf } = await import('./pasted-html')
  const text = markdownOf(html) ?? plain
  write(area, { text: value.slice(0, from) + text + value.slice(to), caret: from + text.length })
}
