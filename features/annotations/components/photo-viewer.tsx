'use client'

import { useEffect, useRef, useState } from 'react'
import { IconButton } from '@/components/ui/button'

type Shown = { src: string; alt: string }
type Texts = Record<'photo' | 'close' | 'before' | 'after', string>

/**
 * Shows a picture of the page large, in the browser's own dialog; the arrow keys go to the next one.
 * Without script, and with a key held, its link opens the picture itself.
 */
export function PhotoViewer({ texts }: { texts: Texts }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [shown, setShown] = useState<Shown | null>(null)

  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    document.addEventListener(
      'click',
      (event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
        const link = event.target instanceof Element && event.target.closest('a[data-photo]')
        if (!(link instanceof HTMLAnchorElement)) return
        event.preventDefault()
        setShown(pictureOf(link))
        dialog.current?.showModal()
      },
      { signal },
    )
    return () => listening.abort()
  }, [])

  function step(by: number) {
    const all = [...document.querySelectorAll<HTMLAnchorElement>('a[data-photo]')].map(pictureOf)
    const next = all[all.findIndex(({ src }) => src === shown?.src) + by]
    if (next) setShown(next)
  }

  return (
    <dialog
      ref={dialog}
      className="photo-viewer"
      aria-label={texts.photo}
      closedby="any"
      onClose={() => setShown(null)}
      onKeyDown={({ key }) => {
        if (key === 'ArrowRight') step(1)
        if (key === 'ArrowLeft') step(-1)
      }}
    >
      {/* biome-ignore lint/performance/noImgElement: it comes in the right size, from us */}
      {shown && <img src={shown.src} alt={shown.alt} />}
      <div className="photo-viewer-bar">
        <IconButton label={texts.before} icon="←" onClick={() => step(-1)} />
        <IconButton label={texts.after} icon="→" onClick={() => step(1)} />
        <span>{shown?.alt}</span>
        <IconButton label={texts.close} icon="×" onClick={() => dialog.current?.close()} />
      </div>
    </dialog>
  )
}

function pictureOf(link: HTMLAnchorElement): Shown {
  return { src: link.href, alt: link.querySelector('img')?.alt ?? '' }
}
