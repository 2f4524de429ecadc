'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { useKeys } from '@/components/ui/use-keys'
import { followTeam } from './connection'
import { type Count, gatherNews } from './gather'
import { setHere } from './here-store'
import { addressOf, isCalm, mark, reveal } from './news'
import { type Presence, tellPresence } from './presence'
import { useKeptPlace } from './use-kept-place'

/** Milliseconds from what happens to its being shown, and between two such times. */
const [soon, pace] = [300, 2_000]

type Words = Record<
  'annotation' | 'annotations' | 'comment' | 'comments' | 'both' | 'show' | 'away' | 'key',
  string
>

type LiveNewsProps = {
  source: { url: string; name: string; since: string }
  /** Where to tell that one is here; null where nobody is told */
  presence: string | null
  /** ISO 8601: when the page was drawn that shows what is said; null for one that does not */
  drawn: string | null
  session: string
  me: string
  announces: boolean
  /** The plural ones hold "{count}" */
  words: Words
}

/** Draws the notice of what is new; what has only changed it has drawn anew, when nobody minds. */
export function LiveNews(props: LiveNewsProps) {
  const { source, presence, drawn, session, me, announces, words } = props
  const router = useRouter()
  const [count, setCount] = useState<Count>({ annotation: 0, comment: 0 })
  const [away, setAway] = useState(false)
  const [loading, load] = useTransition()
  const { url, name, since } = source
  // Outside of React's state: events come far more often than anything is drawn
  const [news] = useState(() => gatherNews(session, me))
  const shown = useRef(since)
  const busy = useRef(false)
  const announcing = useRef(announces)
  const asked = useRef(false)
  const here = useRef<Presence | null>(null)
  busy.current = loading
  announcing.current = announces
  useKeptPlace(since)
  const lastDrawn = useRef(drawn)

  useEffect(() => {
    if (presence === null) return
    const told = tellPresence(presence, lastDrawn.current)
    here.current = told
    return told.stop
  }, [presence])

  useEffect(() => {
    if (drawn && drawn !== lastDrawn.current) here.current?.draw(drawn)
    lastDrawn.current = drawn
  }, [drawn])

  // The page was drawn anew, whoever asked for it: what it holds now is no news
  useEffect(() => {
    shown.current = since
    const settled = news.settle(since)
    setCount(news.count())
    if (settled.length === 0) return
    const first = mark(settled)
    if (asked.current && first) reveal(first)
    else if (asked.current && settled[0]) router.push(addressOf(settled[0]))
    asked.current = false
  }, [since, news, router])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = 0
    function later() {
      timer ??= setTimeout(look, Math.max(soon, last + pace - Date.now()))
    }
    async function look() {
      timer = undefined
      last = Date.now()
      setCount(news.count())
      if (!news.isStale(shown.current, announcing.current)) return
      if (!busy.current && isCalm()) {
        // Nobody has asked for it, so it must not lead to a sign-in page or to one of the browser's
        if ((await here.current?.ask()) !== 200) return
        load(() => router.refresh())
      }
      later()
    }
    const stop = followTeam(
      { url, name, since: shown.current },
      {
        events(events) {
          setAway(false)
          news.take(events, shown.current, announcing.current)
          later()
        },
        presence(sessions) {
          const here = sessions.find((one) => one.session === session)
          if (here) setHere(here.people.filter(({ id }) => id !== me))
        },
        reset() {
          news.lose(shown.current)
          later()
        },
      },
    )
    return () => {
      stop()
      clearTimeout(timer)
      setHere([])
    }
  }, [url, name, session, me, news, router])

  async function show() {
    if ((await here.current?.ask()) === 0) return setAway(true)
    setAway(false)
    asked.current = true
    load(() => router.refresh())
  }

  const total = count.annotation + count.comment
  useKeys([{ key: 'n', label: words.key, group: 'page', run: () => total > 0 && void show() }])

  const text = sentence(count, words)
  return (
    <div className="live-news">
      <p role="status" className="sr-only">
        {away ? words.away : text}
      </p>
      {total > 0 && (
        <button
          type="button"
          className="live-pill"
          aria-keyshortcuts="n"
          aria-disabled={loading}
          onClick={() => void show()}
        >
          {away ? words.away : text} <b>{words.show}</b>
        </button>
      )}
    </div>
  )
}

function sentence({ annotation, comment }: Count, words: Words): string {
  const total = annotation + comment
  if (total === 0) return ''
  if (annotation > 0 && comment > 0) return words.both.replace('{count}', String(total))
  const [one, many] =
    comment > 0 ? (['comment', 'comments'] as const) : (['annotation', 'annotations'] as const)
  return total === 1 ? words[one] : words[many].replace('{count}', String(total))
}
