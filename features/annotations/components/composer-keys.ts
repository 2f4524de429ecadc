import { writeTyped } from '@/components/ui/typed-text'
import { playedTo } from '@/features/sessions/components/playback'
import type { AnnotationKind } from '@/prisma/generated/client'
import { readMoment, showMoment } from '../moment'
import { readStart } from '../typed-start'
import { continueList, linkSelection } from '../typing'

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
      writeTyped(area, typed)
    },
    { signal },
  )
  area.addEventListener('paste', (event) => void paste(event, area), { signal })
  document.addEventListener(annotate, () => begin(area), { signal })
}

/** Says on the page that somebody is at the form, by which app/annotations.css has keys drawn faster. */
export function tellWriting(form: HTMLFormElement, signal: AbortSignal) {
  const tell = (at: EventTarget | null) =>
    document.documentElement.toggleAttribute('data-writing', form.contains(at as Node | null))
  form.addEventListener('focusin', (event) => tell(event.target), { signal })
  form.addEventListener('focusout', (event) => tell(event.relatedTarget), { signal })
  signal.addEventListener('abort', () => tell(null))
  tell(document.activeElement)
}

/** Goes to the composer, with the moment of the recording that plays at the start of the words. */
function begin(area: HTMLTextAreaElement) {
  area.focus()
  const ms = playedTo()
  if (ms === null || readMoment(area.value).moment) return
  const start = `${showMoment(ms)} `
  writeTyped(area, { text: start + area.value, caret: area.selectionEnd + start.length })
}

async function paste(event: ClipboardEvent, area: HTMLTextAreaElement) {
  const plain = event.clipboardData?.getData('text/plain') ?? ''
  const { selectionStart: from, selectionEnd: to, value } = area
  const link = linkSelection(value, from, to, plain)
  if (link) {
    event.preventDefault()
    writeTyped(area, link)
    return
  }
  const html = event.clipboardData?.getData('text/html') ?? ''
  // What has no structure is best as it is
  if (!/<(a|ul|ol|strong|b|em|i|h[1-6]|blockquote|code|pre)[\s>]/i.test(html)) return
  event.preventDefault()
  const { markdownOf } = await import('./pasted-html')
  const text = markdownOf(html) ?? plain
  writeTyped(area, {
    text: value.slice(0, from) + text + value.slice(to),
    caret: from + text.length,
  })
}
