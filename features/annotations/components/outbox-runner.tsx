'use client'

import { useEffect } from 'react'
import { runOutbox } from '@/components/outbox/outbox'
import { runPhotos } from './photo-queue'

/** On every page of a team: what was written and could not be sent goes out, wherever one is now. */
export function OutboxRunner({ userId }: { userId: string }) {
  useEffect(() => {
    const running = new AbortController()
    runOutbox(userId, running.signal)
    runPhotos(userId, running.signal)
    return () => running.abort()
  }, [userId])
  return null
}
