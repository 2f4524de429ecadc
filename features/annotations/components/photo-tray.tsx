'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { WaitingPhoto } from '@/components/outbox/device-store'
import { Button } from '@/components/ui/button'
import { Progress } from '@/components/ui/notice'
import { dropPhoto, flushPhotos, noPhotos, photoState, subscribeToPhotos } from './photo-queue'

export type TrayTexts = Record<
  'list' | 'ready' | 'sending' | 'waits' | 'tryNow' | 'remove' | 'unnamed',
  string
>

const usePhotos = () => useSyncExternalStore(subscribeToPhotos, photoState, () => noPhotos)

/** The pictures that were chosen on this page and are not on the server yet, and how each fares. */
export function PhotoTray({ place, texts }: { place: string; texts: TrayTexts }) {
  const { photos, progress, arrived } = usePhotos()
  const router = useRouter()
  const here = photos.filter((it) => it.place === place)
  const count = arrived.get(place) ?? 0

  useEffect(() => {
    if (count > 0) router.refresh()
  }, [count, router])

  if (here.length === 0) return null
  return (
    <ul className="photo-tray" aria-label={texts.list}>
      {here.map((it) => (
        <Item key={it.id} it={it} sent={progress.get(it.id)} texts={texts} />
      ))}
    </ul>
  )
}

type ItemProps = { it: WaitingPhoto; sent: number | undefined; texts: TrayTexts }

function Item({ it, sent, texts }: ItemProps) {
  const name = it.name || texts.unnamed
  const waits = it.stopped && it.stopped.because !== 'refused'
  return (
    <li className="photo-tray-item">
      <Thumbnail blob={it.blob} />
      <div className="photo-tray-words">
        <span className="photo-tray-name">{name}</span>
        {it.stopped ? (
          <span role="alert" className="photo-tray-why">
            {it.stopped.why || texts.waits}
          </span>
        ) : sent === undefined ? (
          <span>{it.annotation ? texts.waits : texts.ready}</span>
        ) : (
          <Progress label={texts.sending.replace('{name}', () => name)} value={sent} max={1} />
        )}
      </div>
      {waits && <Button onClick={() => void flushPhotos()}>{texts.tryNow}</Button>}
      {sent === undefined && (
        <Button
          variant="quiet"
          className="button-icon"
          aria-label={texts.remove.replace('{name}', () => name)}
          title={texts.remove.replace('{name}', () => name)}
          onClick={() => void dropPhoto(it.id)}
        >
          ×
        </Button>
      )}
    </li>
  )
}

function Thumbnail({ blob }: { blob: Blob }) {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  // What the browser cannot show itself (HEIC) stays an empty square
  return (
    <span className="photo-tray-picture">
      {address && (
        // biome-ignore lint/performance/noImgElement: a file of this device
        <img src={address} alt="" onError={() => setAddress(null)} />
      )}
    </span>
  )
}
