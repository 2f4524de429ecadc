/** Writes as if it were typed, so that the browser's undo takes it back. Offsets are UTF-16. */
export function writeTyped(
  area: HTMLTextAreaElement,
  { text, caret }: { text: string; caret: number },
): void {
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

const copied = [
  'font',
  'letter-spacing',
  'line-height',
  'padding',
  'border',
  'tab-size',
  'direction',
]

/**
 * Where a character of a text area stands in the window, in pixels: measured in a copy of the text
 * that nobody sees, since a text area does not tell.
 */
export function placeInText(area: HTMLTextAreaElement, index: number) {
  const style = getComputedStyle(area)
  const copy = document.createElement('div')
  for (const name of copied) copy.style.setProperty(name, style.getPropertyValue(name))
  const bars = area.offsetWidth - area.clientWidth
  copy.style.cssText += `;position:fixed;inset:0 auto auto 0;visibility:hidden;box-sizing:border-box;
    width:${area.getBoundingClientRect().width}px;padding-inline-end:calc(${style.paddingRight} + ${bars}px);
    white-space:pre-wrap;overflow-wrap:break-word`
  copy.textContent = area.value.slice(0, index)
  const rest = document.createElement('span')
  rest.textContent = area.value.slice(index) || '.'
  copy.append(rest)
  document.body.append(copy)
  const [at] = rest.getClientRects()
  copy.remove()
  const box = area.getBoundingClientRect()
  const top = box.top - area.scrollTop + (at?.top ?? 0)
  return { left: box.left + (at?.left ?? 0), top, bottom: top + (at?.height ?? 0) }
}
