'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useEffect, useState } from 'react'
import { Failure } from '@/components/shell/failure'
import { Button } from '@/components/ui/button'
import { useUiTexts } from '@/components/ui/ui-texts'

const askAgainMs = 2_000

/** Takes the place of a page that failed. With the database away, it comes back by itself. */
export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  const { failure } = useUiTexts()
  const router = useRouter()
  const [away, setAway] = useState(false)

  function again() {
    startTransition(() => {
      router.refresh()
      reset()
    })
  }

  useEffect(() => {
    let wasAway = false
    const ask = async () => {
      const answer = await fetch('/api/health').catch(() => null)
      if (answer?.ok && wasAway) {
        startTransition(() => {
          router.refresh()
          reset()
        })
      }
      wasAway = !answer?.ok
      setAway(wasAway)
    }
    ask()
    const timer = setInterval(ask, askAgainMs)
    return () => clearInterval(timer)
  }, [router, reset])

  return (
    <main className="centred-frame">
      <Failure
        title={failure.title}
        action={
          <Button variant="primary" onClick={again}>
            {failure.again}
          </Button>
        }
      >
        <p role="status">{away ? failure.away : failure.text}</p>
      </Failure>
    </main>
  )
}
