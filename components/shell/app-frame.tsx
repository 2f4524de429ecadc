import type { ReactNode } from 'react'
import { BottomBar } from './bottom-bar'
import { FrameParts } from './frame-parts'
import { Sidebar } from './sidebar'
import type { Surroundings } from './surroundings'

/** The frame of every page inside a team: sidebar at a desk, bar at the foot of a phone. */
export function AppFrame({ children, ...around }: Surroundings & { children: ReactNode }) {
  return (
    <FrameParts>
      <div className="app-frame">
        <Sidebar {...around} />
        <main id="main" className="page" tabIndex={-1}>
          {children}
        </main>
        <BottomBar {...around} />
      </div>
    </FrameParts>
  )
}
