// Between the texts of a page and positions in them. What counts as text are the parts marked
// `data-said`, or everything where nothing is.

export type PassageFields = {
  target: string
  exact: string
  prefix: string
  suffix: string
  start: number
  end: number
  fromMs: number | null
}

const longest = 2_000
const around = 64
const blocks = 'p, li, h4, h5, h6, pre, blockquote, td, th, dt, dd'

function textNodes(root: Element): Text[] {
  const some = root.querySelector('[data-said]') !== null
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const nodes: Text[] = []
  for (let it = walker.nextNode(); it; it = walker.nextNode()) {
    if (!some || it.parentElement?.closest('[data-said]')) nodes.push(it as Text)
  }
  return nodes
}

/** The text around a node that annotations can be made on. */
export function rootOf(node: Node | null): HTMLElement | null {
  const element = node instanceof Element ? node : node?.parentElement
  return element?.closest<HTMLElement>('[data-passages]') ?? null
}

/** The paragraph or the like that a finger was put on. */
export function blockOf(root: Element, node: Element): Element {
  const block = node.closest(blocks)
  return block && root.contains(block) ? block : root
}

/** Describes what is selected inside of a text; null for nothing but white space. */
export function describeRange(root: HTMLElement, range: Range): PassageFields | null {
  let text = ''
  let [start, end, fromMs]: [number, number, number | null] = [-1, -1, null]
  let before: Element | null = null
  for (const node of textNodes(root)) {
    const block = node.parentElement?.closest(blocks) ?? root
    if (before && block !== before) text += '\n'
    before = block
    if (range.intersectsNode(node)) {
      const from = node === range.startContainer ? range.startOffset : 0
      const to = node === range.endContainer ? range.endOffset : node.data.length
      if (to > from) {
        if (start < 0) {
          start = text.length + from
          const ms = node.parentElement?.closest<HTMLElement>('[data-from-ms]')?.dataset.fromMs
          fromMs = ms ? Number(ms) : null
        }
        end = text.length + to
      }
    }
    text += node.data
  }
  if (start < 0) return null
  end = Math.min(end, start + longest)
  const exact = text.slice(start, end)
  if (exact.trim() === '') return null
  const prefix = text.slice(Math.max(0, start - around), start)
  const suffix = text.slice(end, end + around)
  return { target: root.dataset.passages ?? '', exact, prefix, suffix, start, end, fromMs }
}

/** The letters from one to another, white space not counted, as a range of the page. */
export function rangeOfLetters(root: Element, from: number, to: number): Range | null {
  const range = new Range()
  let count = 0
  let begun = false
  for (const node of textNodes(root)) {
    const { data } = node
    for (let i = 0; i < data.length; i++) {
      if (/\s/.test(data[i] ?? '')) continue
      if (count === from) {
        range.setStart(node, i)
        begun = true
      }
      count++
      if (begun && count === to) {
        range.setEnd(node, i + 1)
        return range
      }
    }
  }
  return null
}
