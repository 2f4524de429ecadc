import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { messagesOf } from '@/lib/i18n'
import { Frame } from './frame'
import { FrameParts } from './frame-parts'
import type { Surroundings } from './surroundings'

/** The frame of every page inside a team: sidebar at a desk, bar at the foot of a phone. */
export async function AppFrame({ children, ...around }: Surroundings & { children: ReactNode }) {
  const locale = await getLocale()
  return (
    <FrameParts>
      <Frame {...around} locale={locale} words={messagesOf(locale).shell}>
        {children}
      </Frame>
    </FrameParts>
  )
}
