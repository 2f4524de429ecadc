import { Component, type ComponentProps, createRef } from 'react'
import type { Html } from './html'

type DrawnProps = Omit<ComponentProps<'div'>, 'children' | 'ref'> & {
  html: Html
  as?: 'div' | 'li'
}

/** Where the focus is: the way down to it, by number of child. */
type Focused = { element: Element; way: number[] }

/**
 * Shows markup: without a class as if its elements stood where this does. `onClick` hears of clicks on
 * any of them. When other markup takes its place, the focus goes to what is the same there, or to what
 * is around.
 */
export class Drawn extends Component<DrawnProps> {
  private readonly place = createRef<HTMLDivElement>()

  // A class, since only classes are asked before the page is changed
  override getSnapshotBeforeUpdate(): Focused | null {
    const [place, element] = [this.place.current, document.activeElement]
    if (!place || !element || !place.contains(element)) return null
    const way: number[] = []
    for (let it = element; it !== place && it.parentElement; it = it.parentElement) {
      way.unshift([...it.parentElement.children].indexOf(it))
    }
    return { element, way }
  }

  override componentDidUpdate(_props: DrawnProps, _state: unknown, focused: Focused | null): void {
    const place = this.place.current
    if (!focused || !place || place.contains(document.activeElement)) return
    const there = focused.way.reduce<Element | undefined>((it, at) => it?.children[at], place)
    const around = place.closest('[tabindex]')
    const next = there && isLike(there, focused.element) ? there : around
    if (next instanceof HTMLElement) next.focus({ preventScroll: true })
  }

  override render() {
    const { html, className = 'drawn', as = 'div', ...props } = this.props
    // The two take the same; their types do not agree on the events
    const Around = as as 'div'
    return (
      <Around
        ref={this.place}
        className={className}
        {...props}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: `html` escapes whatever is put in
        dangerouslySetInnerHTML={{ __html: html.markup }}
      />
    )
  }
}

function isLike(one: Element, other: Element): boolean {
  const { tagName, className, textContent } = other
  return one.tagName === tagName && one.className === className && one.textContent === textContent
}
