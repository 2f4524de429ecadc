'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'

type LateMenuProps = {
  className: string
  /** Of the button, which is a summary */
  look: string
  trigger: ReactNode
  /** What it holds until it is opened by script, and always without */
  served?: ReactNode
  /** What it holds once it was opened */
  draw: () => ReactNode
}

/**
 * A menu whose content is drawn when somebody opens it: the frame has two, on every page, and few of
 * them are ever opened. Without script it opens too, and holds what is served.
 */
export function LateMenu({ className, look, trigger, served, draw }: LateMenuProps) {
  const [opened, setOpened] = useState(false)
  const menu = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    // Opened before this ran
    if (menu.current?.open) setOpened(true)
  }, [])
  return (
    <details ref={menu} className={className} name="menu" data-menu="">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is the button of its menu */}
      <summary className={look} onClick={() => setOpened(true)}>
        {trigger}
      </summary>
      <div className="menu-panel">{opened ? draw() : served}</div>
    </details>
  )
}
