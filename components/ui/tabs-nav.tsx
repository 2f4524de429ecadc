import { Count } from './badge'
import { PendingLink } from './pending-link'

export type Tab = { href: string; label: string; current: boolean; count?: number }

/** Tabs that are links: each has an address, and works without script. */
export function TabsNav({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <PendingLink key={tab.href} href={tab.href} aria-current={tab.current ? 'page' : undefined}>
          {tab.label}
          {tab.count !== undefined && <Count value={tab.count} />}
        </PendingLink>
      ))}
    </nav>
  )
}
