import type { Recording } from '../recording'

/** What we ask of a player, whoever made it. Times are milliseconds. */
export type Player = {
  play: () => void
  pause: () => void
  seek: (ms: number) => void
  speed: (rate: number) => void
  end: () => void
}

export type Heard = { time?: number; playing?: boolean; duration?: number; failed?: true }

const hosts = {
  youtube: 'https://www.youtube-nocookie.com',
  vimeo: 'https://player.vimeo.com',
}

/** The address of a provider's frame. Opened only after somebody asked for it. */
export function frameOf({ player, id, key, startMs }: Recording, origin: string): string {
  const start = Math.floor(startMs / 1000)
  if (player === 'youtube') {
    const query = { enablejsapi: '1', playsinline: '1', rel: '0', autoplay: '1', origin }
    return `${hosts.youtube}/embed/${id}?${new URLSearchParams({ ...query, start: String(start) })}`
  }
  const query = { dnt: '1', autoplay: '1', ...(key && { h: key }) }
  return `${hosts.vimeo}/video/${id}?${new URLSearchParams(query)}#t=${start}s`
}

/**
 * Speaks with a provider's frame by messages, so that no script of theirs runs in our page: YouTube's
 * IFrame API and Vimeo's player API are both thin wrappers of these.
 */
export function framePlayer(
  frame: HTMLIFrameElement,
  provider: 'youtube' | 'vimeo',
  hear: (heard: Heard) => void,
): Player {
  const origin = hosts[provider]
  const say = (message: object) => frame.contentWindow?.postMessage(JSON.stringify(message), origin)
  const { greet, command, read } = provider === 'youtube' ? youtube : vimeo
  const told = (event: MessageEvent) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return
    const data = parsed(event.data)
    if (!data) return
    const heard = read(data, () => greet.forEach(say))
    if (heard) hear(heard)
  }
  window.addEventListener('message', told)
  const greeted = () => greet.forEach(say)
  frame.addEventListener('load', greeted)
  return {
    play: () => say(command('play')),
    pause: () => say(command('pause')),
    seek: (ms) => say(command('seek', ms / 1000)),
    speed: (rate) => say(command('speed', rate)),
    end() {
      window.removeEventListener('message', told)
      frame.removeEventListener('load', greeted)
    },
  }
}

function parsed(data: unknown): Record<string, unknown> | null {
  try {
    const value = typeof data === 'string' ? JSON.parse(data) : data
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

type Verb = 'play' | 'pause' | 'seek' | 'speed'
type Language = {
  greet: object[]
  command: (verb: Verb, value?: number) => object
  read: (data: Record<string, unknown>, greet: () => void) => Heard | null
}

const number = (value: unknown) => (typeof value === 'number' ? value : undefined)
const ms = (seconds: unknown) => {
  const value = number(seconds)
  return value === undefined ? undefined : Math.round(value * 1000)
}

const tubeVerbs: Record<Verb, string> = {
  play: 'playVideo',
  pause: 'pauseVideo',
  seek: 'seekTo',
  speed: 'setPlaybackRate',
}

const youtube: Language = {
  greet: [{ event: 'listening', id: 'hallway', channel: 'widget' }],
  command: (verb, value) => ({
    event: 'command',
    func: tubeVerbs[verb],
    args: value === undefined ? [] : verb === 'seek' ? [value, true] : [value],
  }),
  read({ event, info }) {
    if (event === 'onError') return { failed: true }
    if (event !== 'infoDelivery' && event !== 'initialDelivery') return null
    if (typeof info !== 'object' || info === null) return null
    const { currentTime, playerState, duration } = info as Record<string, unknown>
    const state = number(playerState)
    return defined({
      time: ms(currentTime),
      playing: state === undefined ? undefined : state === 1 || state === 3,
      duration: ms(duration),
    })
  },
}

const vimeo: Language = {
  greet: ['timeupdate', 'play', 'pause', 'seeked', 'error'].map((value) => ({
    method: 'addEventListener',
    value,
  })),
  command(verb, value) {
    if (verb === 'play' || verb === 'pause') return { method: verb }
    return { method: verb === 'seek' ? 'setCurrentTime' : 'setPlaybackRate', value }
  },
  read({ event, data }, greet) {
    if (event === 'ready') greet()
    if (event === 'error') return { failed: true }
    if (event === 'play' || event === 'pause') return { playing: event === 'play' }
    if (typeof data !== 'object' || data === null) return null
    const { seconds, duration } = data as Record<string, unknown>
    return defined({ time: ms(seconds), duration: ms(duration), playing: undefined })
  },
}

type Maybe = { [Key in 'time' | 'playing' | 'duration']: Heard[Key] | undefined }

function defined(heard: Maybe): Heard {
  return Object.fromEntries(Object.entries(heard).filter(([, value]) => value !== undefined))
}

/** The same for a media file, which the browser plays itself. */
export function filePlayer(media: HTMLMediaElement, hear: (heard: Heard) => void): Player {
  const listening = new AbortController()
  const { signal } = listening
  const time = () => hear({ time: Math.round(media.currentTime * 1000) })
  media.addEventListener('timeupdate', time, { signal })
  media.addEventListener('seeking', time, { signal })
  media.addEventListener('play', () => hear({ playing: true }), { signal })
  media.addEventListener('pause', () => hear({ playing: false }), { signal })
  media.addEventListener('error', () => hear({ failed: true }), { signal })
  return {
    play: () => void media.play().catch(() => hear({ playing: false })),
    pause: () => media.pause(),
    seek(to) {
      media.currentTime = to / 1000
    },
    speed(rate) {
      media.playbackRate = rate
    },
    end: () => listening.abort(),
  }
}
