'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { BottomBar } from './bottom-bar'
import { KeyList } from './key-list'
import { decoded } from './nav-link'
import { Sidebar } from './sidebar'
import type { FrameProps } from './surroundings'

/**
 * Drawn from plain data, since it stands on every page and draws its navigation twice: sent as
 * elements, the frame would be a third of a small page (docs/decisions/0016).
 */
export function Frame({ children, ...props }: Omit<FrameProps, 'here'> & { children: ReactNode }) {
  // Once for all entries of the navigation
  const here = { path: decoded(usePathname()), asked: useSearchParams() }
  const around = { ...props, here }
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
