'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useKeys } from '@/components/ui/use-keys'
import { type Recording, showTime } from '../recording'
import { tellPlayedTo } from './playback'
import { follow, unmark, watchMoments } from './player-page'
import { filePlayer, frameOf, framePlayer, type Player } from './players'

export type PlayerTexts = Record<
  | 'play'
  | 'from'
  | 'back'
  | 'forward'
  | 'speed'
  | 'annotate'
  | 'follow'
  | 'failed'
  | 'keys'
  | 'keyPlay'
  | 'keyBack'
  | 'keyForward'
  | 'keySlower'
  | 'keyFaster'
  | 'title',
  string
>

type Props = { recording: Recording; address: string; texts: PlayerTexts }

const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2]

/**
 * The recording beside the annotations. Nothing is asked of anybody else before somebody presses
 * play; then the annotations know where it stands, and lead there.
 */
export function RecordingPlayer({ recording, address, texts }: Props) {
  const [open, setOpen] = useState(false)
  const [time, setTime] = useState(recording.startMs)
  const [failed, setFailed] = useState(false)
  const [speed, setSpeed] = useState(1)
  const [following, setFollowing] = useState(true)
  const place = useRef<HTMLDivElement>(null)
  const player = useRef<Player | null>(null)
  // What the listeners of the page read without being set up again
  const live = useRef({ time, playing: false, following, speed })
  live.current.following = following
  live.current.speed = speed

  // A refresh of the page brings the same recording as another object: it must go on playing
  // biome-ignore lint/correctness/useExhaustiveDependencies: what counts is which recording it is
  useEffect(() => {
    const media = place.current?.querySelector<HTMLMediaElement | HTMLIFrameElement>(
      'video, iframe',
    )
    if (!open || !media) return
    const hear = (heard: Parameters<Parameters<typeof framePlayer>[2]>[0]) => {
      if (heard.failed) setFailed(true)
      if (heard.playing !== undefined) live.current.playing = heard.playing
      if (heard.time === undefined) return
      live.current.time = heard.time
      setTime(heard.time)
      tellPlayedTo(heard.time)
      follow(heard.time, live.current.following && live.current.playing)
    }
    player.current =
      media instanceof HTMLIFrameElement
        ? framePlayer(media, recording.player === 'vimeo' ? 'vimeo' : 'youtube', hear)
        : filePlayer(media, hear)
    tellPlayedTo(live.current.time)
    if (media instanceof HTMLMediaElement) {
      media.currentTime = live.current.time / 1000
      player.current.play()
    } else media.src = frameOf({ ...recording, startMs: live.current.time }, location.origin)
    return () => {
      player.current?.end()
      player.current = null
      tellPlayedTo(null)
      unmark()
    }
  }, [open, recording.player, recording.id, recording.key])

  function seek(ms: number) {
    const to = Math.max(0, ms)
    live.current.time = to
    setTime(to)
    // Nobody else is asked for anything before play is pressed; it then begins here
    player.current?.seek(to)
    player.current?.play()
  }

  function toggle() {
    if (!player.current) return setOpen(true)
    if (live.current.playing) player.current.pause()
    else player.current.play()
  }

  function changeSpeed(rate: number) {
    setSpeed(rate)
    player.current?.speed(rate)
  }

  function skip(ms: number) {
    if (player.current) seek(live.current.time + ms)
  }

  function faster(steps: 1 | -1) {
    const next = speeds[speeds.indexOf(live.current.speed) + steps]
    if (next) changeSpeed(next)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it reads what is current by itself
  useEffect(() => watchMoments(seek), [])

  // With Alt, so that they are the same while one writes, and the letters stay with the annotations
  useKeys([
    { key: 'Alt+K', label: texts.keyPlay, group: 'recording', run: toggle },
    {
      ...{ key: 'Alt+J', label: texts.keyBack, group: 'recording', repeats: true },
      run: () => skip(-10_000),
    },
    {
      ...{ key: 'Alt+L', label: texts.keyForward, group: 'recording', repeats: true },
      run: () => skip(10_000),
    },
    { key: '<', label: texts.keySlower, group: 'recording', run: () => faster(-1) },
    { key: '>', label: texts.keyFaster, group: 'recording', run: () => faster(1) },
    { key: 'Alt+<', run: () => faster(-1) },
    { key: 'Alt+>', run: () => faster(1) },
  ])

  const annotate = () => document.dispatchEvent(new CustomEvent('hallway:annotate'))
  return (
    <div className="player">
      <div className="player-frame" ref={place}>
        {!open ? (
          <button type="button" className="player-start" onClick={() => setOpen(true)}>
            <span aria-hidden="true">▶</span> {texts.play}
            <small>{time > 0 ? showTime(time) : texts.from}</small>
          </button>
        ) : recording.player === 'file' ? (
          // biome-ignore lint/a11y/useMediaCaption: the transcript stands beside it, where there is one
          <video
            src={recording.id}
            controls
            playsInline
            className={recording.sound && 'player-sound'}
          />
        ) : (
          <iframe
            title={texts.title}
            allow="autoplay; encrypted-media; fullscreen; picture-in-picture"
            // YouTube refuses to play for pages that do not say who they are
            referrerPolicy="strict-origin-when-cross-origin"
          />
        )}
      </div>
      {failed && (
        <p className="notice notice-bad" role="alert">
          {texts.failed}{' '}
          <a className="text-link" href={address} rel="noopener noreferrer" target="_blank">
            {address}
          </a>
        </p>
      )}
      {open && (
        <div className="player-bar">
          <Button
            variant="quiet"
            onClick={() => seek(live.current.time - 10_000)}
            title={texts.back}
          >
            −10 s
          </Button>
          <output className="player-time">{showTime(time)}</output>
          <Button
            variant="quiet"
            onClick={() => seek(live.current.time + 10_000)}
            title={texts.forward}
          >
            +10 s
          </Button>
          <select
            aria-label={texts.speed}
            value={speed}
            onChange={(event) => changeSpeed(Number(event.target.value))}
          >
            {speeds.map((rate) => (
              <option key={rate} value={rate}>
                {rate}×
              </option>
            ))}
          </select>
          <Button variant="secondary" onClick={annotate}>
            {texts.annotate}
          </Button>
          <label className="player-follow">
            <input
              type="checkbox"
              checked={following}
              onChange={(event) => setFollowing(event.target.checked)}
            />
            {texts.follow}
          </label>
          <p className="player-keys">{texts.keys}</p>
        </div>
      )}
    </div>
  )
}
