import { useLocale } from 'next-intl'
import type { ReactNode } from 'react'
import { messagesOf } from '@/lib/i18n'
import { Frame } from './frame'
import { FrameParts } from './frame-parts'
import type { Surroundings } from './surroundings'

/** The frame of every page inside a team: sidebar at a desk, bar at the foot of a phone. */
export function AppFrame({ children, ...around }: Surroundings & { children: ReactNode }) {
  const locale = useLocale()
  return (
    <FrameParts>
      <Frame {...around} locale={locale} words={messagesOf(locale).shell}>
        {children}
      </Frame>
    </FrameParts>
  )
}
