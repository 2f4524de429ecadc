'use client'

import type { PrefetchKind } from 'next/dist/client/components/router-reducer/router-reducer-types'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef, useTransition } from 'react'

// Long enough that sweeping across a list fetches nothing, short enough to win most of the wait.
const DWELL_MS = 60
// A page that was fetched before comes sooner: a mark would flicker, and drawing it hold the page up.
const PENDING_MS = 100

function closest<T extends Element>(event: Event, selector: string): T | null {
  return event.target instanceof Element ? event.target.closest<T>(selector) : null
}

function inside(anchor: HTMLAnchorElement): string | null {
  const url = new URL(anchor.href)
  if (url.origin !== location.origin || anchor.hasAttribute('download')) return null
  if (anchor.target && anchor.target !== '_self') return null
  if (url.hash && url.pathname === location.pathname && url.search === location.search) return null
  return url.pathname + url.search + url.hash
}

function closeMenus(except: Node | null) {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]')) {
    if (!except || !menu.contains(except)) menu.open = false
  }
}

/**
 * Browsers unfold and mark the target of an address only when they load a page, and of `?at=`, which
 * is left where a fragment got lost on the way through signing in, they know nothing. `shown` is the
 * `at` that has been in sight already; answers the one of now.
 */
function showTarget(shown: string | null): string | null {
  for (const old of document.querySelectorAll('[data-target]')) old.removeAttribute('data-target')
  const at = new URLSearchParams(location.search).get('at')
  const target = document.getElementById(location.hash.slice(1) || `annotation-${at}`)
  if (!target) return at
  if (!target.matches(':target')) target.setAttribute('data-target', '')
  const folded = target.closest('details:not([open])') !== null
  for (let it = target.parentElement; folded && it; it = it.parentElement) {
    if (it instanceof HTMLDetailsElement) it.open = true
  }
  if (folded || (!location.hash && at !== shown)) target.scrollIntoView()
  return at
}

/**
 * Everything that the static parts of a page need from script, as one set of listeners: links
 * (client navigation, prefetch on intent, the mark of a pending one), menus (Escape, outside,
 * chosen), dialogs in browsers without invoker commands. Without script all of them still work.
 */
export function PageBehaviour() {
  const router = useRouter()
  const [pathname, search] = [usePathname(), useSearchParams()]
  const [pending, startTransition] = useTransition()
  const marked = useRef<HTMLAnchorElement | null>(null)
  const marking = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (pending) return
    clearTimeout(marking.current)
    marked.current?.removeAttribute('data-pending')
    marked.current = null
  }, [pending])

  const shown = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the reader is now tells when
  useEffect(() => {
    shown.current = showTarget(shown.current)
  }, [pathname, search])

  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    let timer: ReturnType<typeof setTimeout> | undefined

    function prefetch(event: Event, delay: number) {
      clearTimeout(timer)
      const anchor = closest<HTMLAnchorElement>(event, 'a[data-nav="prefetch"]')
      const href = anchor && inside(anchor)
      if (!href) return
      timer = setTimeout(() => {
        // Dynamic pages are only fetched whole when asked by kind.
        router.prefetch(href, { kind: 'full' as PrefetchKind })
      }, delay)
    }

    function navigate(event: MouseEvent) {
      if (event.defaultPrevented || event.button !== 0) return
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const anchor = closest<HTMLAnchorElement>(event, 'a[data-nav]')
      const href = anchor && inside(anchor)
      if (!anchor || !href) return
      event.preventDefault()
      clearTimeout(marking.current)
      marked.current?.removeAttribute('data-pending')
      marked.current = anchor
      marking.current = setTimeout(() => anchor.setAttribute('data-pending', ''), PENDING_MS)
      const scroll = anchor.dataset.scroll !== 'keep'
      startTransition(() => router.push(href, { scroll }))
    }

    function invoke(event: MouseEvent) {
      if ('commandForElement' in HTMLButtonElement.prototype) return
      const button = closest<HTMLButtonElement>(event, 'button[commandfor]')
      const target = document.getElementById(button?.getAttribute('commandfor') ?? '')
      if (!(target instanceof HTMLDialogElement)) return
      if (button?.getAttribute('command') === 'close') target.close()
      else target.showModal()
    }

    function chosen(event: MouseEvent) {
      const choice = closest<HTMLElement>(event, '.menu-panel :is(a, button)')
      // The button's form is sent after this event: closing at once could take it off the page.
      if (choice) requestAnimationFrame(() => closeMenus(null))
    }

    function closeByKey(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.isComposing) return
      const menu = document.querySelector<HTMLDetailsElement>('details[data-menu][open]')
      if (!menu) return
      menu.open = false
      menu.querySelector('summary')?.focus()
    }

    document.addEventListener('pointerover', (event) => prefetch(event, DWELL_MS), { signal })
    document.addEventListener('touchstart', (event) => prefetch(event, 0), {
      signal,
      passive: true,
    })
    document.addEventListener(
      'focusin',
      (event) => {
        prefetch(event, DWELL_MS * 2)
        closeMenus(event.target as Node)
      },
      { signal },
    )
    document.addEventListener('pointerdown', (event) => closeMenus(event.target as Node), {
      signal,
    })
    document.addEventListener(
      'click',
      (event) => {
        navigate(event)
        invoke(event)
        chosen(event)
      },
      { signal },
    )
    document.addEventListener('keydown', closeByKey, { signal })
    return () => {
      clearTimeout(timer)
      listening.abort()
    }
  }, [router])

  return null
}
