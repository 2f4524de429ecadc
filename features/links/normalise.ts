import { readUrl } from '@/lib/paths'

// How two addresses are told to be one link. What is dropped here is known to change nothing of what
// is shown; where that is not known (`ref`, `index.html`, a PDF beside its page) two stay two, since
// they can be made one by hand, and what was one from the start can never be two.

/** Raised whenever `normalised` changes for some address, so that a job can find old rows. */
export const normaliserVersion = 2

// In lists, since a name can mean something on another host
const tracking = new Set(
  `fbclid fb_action_ids fb_action_types fb_source gclid gclsrc gad_source gad_campaignid dclid gbraid
   wbraid srsltid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh epik rdt_cid irclickid
   mc_cid mc_eid ml_subscriber ml_subscriber_hash _hsenc _hsmi __hstc __hssc __hsfp hsctatracking
   mkt_tok vero_id vero_conv oly_enc_id oly_anon_id wickedid ref_src ref_url guccounter
   guce_referrer guce_referrer_sig spm spm_id_from vd_source share_source share_medium wt_mc
   wt.mc_id _ga _gl _openstat trk trkcampaign sharer ceid cmpid amp_js_v amp_gsa usqp
   phpsessid jsessionid aspsessionid`.split(/\s+/),
)
const trackingFamilies = /^(utm_|pk_|piwik_|mtm_|matomo_|hsa_|aspsessionid)/

/** Of a host the only keys that matter, or those that do not. */
const keysOf: { host: RegExp; path: RegExp; only?: string; not?: string }[] = [
  { host: /^youtube\.com$/, path: /^\/watch$/, only: 'v' },
  { host: /^youtube\.com$/, path: /^\/playlist$/, only: 'list' },
  { host: /^youtube\.com$/, path: /^\/(@|c\/|channel\/|user\/)/, not: 'si feature app' },
  { host: /^mp\.weixin\.qq\.com$/, path: /^\/s$/, only: '__biz mid idx sn' },
  { host: /^mp\.weixin\.qq\.com$/, path: /^\/s\/./, only: '' },
  { host: /^x\.com$/, path: /\/status\//, only: '' },
  { host: /(^|\.)medium\.com$/, path: /./, not: 'source sk gi' },
  { host: /^open\.spotify\.com$/, path: /./, not: 'si' },
  { host: /^bilibili\.com$/, path: /^\/video\//, only: 'p' },
  { host: /^linkedin\.com$/, path: /^\/(posts|pulse|feed)\//, only: '' },
]

export const videoOffset = ['t', 'start', 'time_continue']

const videoHosts =
  /(^|\.)(youtube\.com|youtube-nocookie\.com|youtu\.be|vimeo\.com|bilibili\.com|b23\.tv|twitch\.tv|media\.ccc\.de|dailymotion\.com|v\.qq\.com|youku\.com)$/

/** Whether a host shows videos, so that `t=` is a moment of one. */
export function isVideoHost(host: string): boolean {
  return videoHosts.test(host)
}

/**
 * An address for comparison with others, never to be opened: two addresses are one link when these
 * are equal. http and https are one, so are a host with and without `www.` (there are hosts where
 * they differ, none where somebody means it), a path with and without a last slash, the order of
 * different query keys, the fragment. Paths and queries tell capitals apart.
 */
export function normalise(given: URL): string {
  const url = unwrapped(given)
  if (url.protocol === 'http:') url.protocol = 'https:'
  url.hostname = hostOf(url.hostname)
  url.hash = routeOf(url.hash)
  url.pathname = url.pathname.replace(/;jsessionid=[^/;]*/gi, '')
  unifyYouTube(url)
  unifyOthers(url)
  dropAmp(url)
  dropKeys(url)
  url.searchParams.sort()
  const { origin, hash } = url
  const path = sameEscapes(url.pathname).replace(/\/+$/, '')
  const query = url.searchParams.toString()
  return `${origin}${path}${query ? `?${query}` : ''}${hash}`
}

/** What lies within the addresses of those who pass one on: Google's results, and AMP's caches. */
function unwrapped(given: URL, deep = 0): URL {
  const url = new URL(given)
  if (deep > 3) return url
  const google = /^(www\.)?google\.[a-z.]{2,6}$/.test(url.hostname)
  const rest = google && /^\/amp\/(s\/)?(.+)$/.exec(url.pathname)?.[2]
  const cached =
    /\.cdn\.ampproject\.org$/.test(url.hostname) &&
    /^\/[a-z]+\/(?:s\/)?([^/]+\..+)$/.exec(url.pathname)?.[1]
  const named =
    google && url.pathname === '/url' && (url.searchParams.get('q') ?? url.searchParams.get('url'))
  const inner = rest || cached ? `https://${rest || cached}${url.search}${url.hash}` : named
  const found = inner && /^https?:\/\//i.test(inner) ? readUrl(inner) : null
  return !found || found.username || found.password ? url : unwrapped(found, deep + 1)
}

function hostOf(hostname: string): string {
  const host = hostname.replace(/\.$/, '')
  return /^www\.[^.]+\../.test(host) ? host.slice(4) : host
}

// Routes that live in the fragment are pages of their own; other fragments are places in a page
function routeOf(hash: string): string {
  const plain = hash.replace(/:~:.*$/s, '')
  return /^#[!/]./.test(plain) ? plain : ''
}

/** `youtu.be/ID`, `/embed/ID`, `/live/ID`, the phone and music hosts: all become `/watch?v=ID`. */
function unifyYouTube(url: URL): void {
  const short = url.hostname === 'youtu.be'
  if (!short && !/^((m|music)\.)?youtube(-nocookie)?\.com$/.test(url.hostname)) return
  url.hostname = 'youtube.com'
  const list = url.searchParams.get('list')
  if (/^\/embed\/videoseries\/?$/.test(url.pathname) && list) url.pathname = '/playlist'
  const path = short ? `/v${url.pathname}` : url.pathname
  const id = /^\/(?:v|e|embed|shorts|live|watch)\/([\w-]{6,})\/?$/.exec(path)?.[1]
  if (id && id !== 'videoseries' && id !== 'live_stream') {
    url.pathname = '/watch'
    url.searchParams.set('v', id)
  }
}

/** Other hosts that show the same under several names. */
function unifyOthers(url: URL): void {
  const { hostname } = url
  if (/^((mobile|m)\.)?twitter\.com$|^(mobile|m)\.x\.com$/.test(hostname)) url.hostname = 'x.com'
  if (/^[a-z-]+\.m\.wikipedia\.org$/.test(hostname)) url.hostname = hostname.replace('.m.', '.')
  if (hostname === 'm.bilibili.com') url.hostname = 'bilibili.com'
  const vimeo = hostname === 'player.vimeo.com' && /^\/video\/(\d+)\/?$/.exec(url.pathname)?.[1]
  if (vimeo) {
    url.hostname = 'vimeo.com'
    url.pathname = `/${vimeo}`
  }
}

const codeHosts = /(^|\.)(github\.com|gitlab\.com|gitee\.com|codeberg\.org|npmjs\.com|pypi\.org)$/

/** `/a-story/amp`, `/story.amp.html`, `?amp=1`: the same story for phones, by the habits of sites. */
function dropAmp(url: URL): void {
  if (/^(1|true|)$/.test(url.searchParams.get('amp') ?? 'none')) url.searchParams.delete('amp')
  if (url.searchParams.get('outputType') === 'amp') url.searchParams.delete('outputType')
  if (codeHosts.test(url.hostname)) return
  // Behind what reads like a story, since "amp" is also a word
  url.pathname = url.pathname
    .replace(/(\/[^/]*[-\d][^/]*|\/[^/]+\.html?)\/amp\/?$/, '$1')
    .replace(/([^/])\.amp(\.html?)?$/, '$1$2')
}

function dropKeys(url: URL): void {
  const { hostname, pathname } = url
  const rules = keysOf.filter(({ host, path }) => host.test(hostname) && path.test(pathname))
  const words = (text: string) => text.split(' ')
  for (const key of new Set(url.searchParams.keys())) {
    const name = key.toLowerCase()
    const useless = rules.some(
      ({ only, not }) =>
        (only !== undefined && !words(only).includes(key)) || (not && words(not).includes(name)),
    )
    const offset = isVideoHost(hostname) && videoOffset.includes(name)
    if (tracking.has(name) || trackingFamilies.test(name) || useless || offset) {
      url.searchParams.delete(key)
    }
  }
}

/** Escapes of letters, digits and `-._~` undone, the others in capitals (RFC 3986, 6.2.2). */
function sameEscapes(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const char = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return /[A-Za-z0-9._~-]/.test(char) ? char : escaped.toUpperCase()
  })
}
