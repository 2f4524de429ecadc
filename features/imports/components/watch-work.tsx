'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Progress } from '@/components/ui/notice'

type Steps = { done: number; total: number }

type WatchWorkProps = {
  /** Where its record is */
  url: string
  /** As long as its record says so, there is something to watch */
  state: string
  /** As the page was drawn; null while nobody has begun */
  shown: Steps | null
  texts: Record<'waiting' | 'working', string>
}

const everyMs = 1_000

/** A bar that follows the work, and draws the page anew when it is done. */
export function WatchWork({ url, state, shown, texts }: WatchWorkProps) {
  const router = useRouter()
  const [steps, setSteps] = useState(shown)

  useEffect(() => {
    let going = true
    const look = async () => {
      // A server that restarts answers later
      const answer = await fetch(url).catch(() => null)
      const now = answer?.ok ? await answer.json().catch(() => null) : null
      if (!going) return
      if (now && now.state !== state) return router.refresh()
      if (now?.progress) setSteps(now.progress)
      timer = setTimeout(look, everyMs)
    }
    let timer = setTimeout(look, everyMs)
    return () => {
      going = false
      clearTimeout(timer)
    }
  }, [url, state, router])

  const stage = steps ? texts.working : texts.waiting
  const part = steps && steps.total > 0 ? Math.min(1, steps.done / steps.total) : null
  return (
    <div className="grid gap-2">
      <p className="flex justify-between gap-3">
        <span aria-live="polite">{stage}…</span>
        {part !== null && <span className="tabular-nums">{Math.floor(part * 100)}%</span>}
      </p>
      {part === null ? <Progress label={stage} /> : <Progress label={stage} value={part} max={1} />}
    </div>
  )
}
