import { Component, type ComponentProps, createRef } from 'react'
import type { Html } from './html'

type DrawnProps = Omit<ComponentProps<'div'>, 'children' | 'ref'> & { html: Html }

/**
 * Shows markup: without a class as if its elements stood where this does. `onClick` hears of clicks on
 * any of them. When other markup takes its place, the focus goes from it to what is around.
 */
export class Drawn extends Component<DrawnProps> {
  private readonly place = createRef<HTMLDivElement>()

  // A class, since only classes are asked before the page is changed
  override getSnapshotBeforeUpdate(): boolean {
    return this.place.current?.contains(document.activeElement) ?? false
  }

  override componentDidUpdate(_props: DrawnProps, _state: unknown, hadFocus: boolean): void {
    const place = this.place.current
    if (!hadFocus || !place || place.contains(document.activeElement)) return
    place.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true })
  }

  override render() {
    const { html, className = 'drawn', ...props } = this.props
    return (
      <div
        ref={this.place}
        className={className}
        {...props}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: `html` escapes whatever is put in
        dangerouslySetInnerHTML={{ __html: html.markup }}
      />
    )
  }
}
