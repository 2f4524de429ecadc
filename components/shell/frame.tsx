'use client'

import type { ReactNode } from 'react'
import { BottomBar } from './bottom-bar'
import { KeyList } from './key-list'
import { Sidebar } from './sidebar'
import type { FrameProps } from './surroundings'

/**
 * Drawn from plain data, since it stands on every page and draws its navigation twice: sent as
 * elements, the frame would be a third of a small page (docs/decisions/0016).
 */
export function Frame({ children, ...around }: FrameProps & { children: ReactNode }) {
  return (
    <div className="app-frame">
      <Sidebar {...around} />
      <main id="main" className="page" tabIndex={-1}>
        {children}
      </main>
      <BottomBar {...around} />
      <KeyList words={around.words.keys} />
    </div>
  )
}
