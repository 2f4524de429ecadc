import { createHash } from 'node:crypto'
import { after } from 'next/server'
import { getLocale, getTranslations } from 'next-intl/server'
import { type Html, html } from '@/components/ui/html'
import { nothingHere, passwordForm } from '@/features/shares/components/plain-pages'
import { publicPage } from '@/features/shares/components/public-page'
import { countView } from '@/features/shares/mutations'
import { isLocked, unlock } from '@/features/shares/opening'
import { pastePage } from '@/features/shares/paste'
import { previewPicture } from '@/features/shares/preview'
import { currentGuest, type Visitor, visitorFor } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { ownOrigin } from '@/lib/request'
import { isHeld } from '@/lib/sent'
import { type Opened, open } from './opened'
import { basicPassword, closed, passCookies, passOf, secretForm } from './pass'

type Context = { params: Promise<{ token: string }> }
type Form = '' | '.md' | '.html' | '.atom' | '.png'

/** A share as a page, and at its address with an ending as Markdown, HTML to paste, feed and picture. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { token, form } = parts((await params).token)
  const pass = passOf(request)
  let visitor = await visitorFor(token, pass)
  if (!visitor && (await isLocked(await currentGuest(), token))) {
    if (form === '') return page(request, await askForPassword(), 403)
    if (form === '.png') return nothing(request, form)
    // A feed reader fills in no form
    const given = basicPassword(request)
    if (given === null) return closed()
    try {
      const opened = await unlock(await currentGuest(), token, given)
      if (!opened) return closed()
      visitor = opened.visitor
    } catch (error) {
      return refused(error)
    }
  }
  const opened = visitor && (await open(visitor, token))
  if (!visitor || !opened) return nothing(request, form)
  if (form === '' && isReading(request)) after(() => countView(visitor))
  return answer(request, { visitor, opened, token, form })
}

/** Takes the password of the page's form, and remembers in this browser that it was right. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  const guest = await currentGuest()
  if (!(await isLocked(guest, token))) return nothing(request, '')
  try {
    const opened = await unlock(guest, token, await secretForm(request))
    if (!opened) return page(request, await askForPassword('wrong'), 403)
    const headers = new Headers({ location: paths.share(token), 'cache-control': 'no-store' })
    const safe = (await ownOrigin()).startsWith('https:')
    for (const cookie of passCookies(token, opened.pass, safe)) headers.append('set-cookie', cookie)
    return new Response(null, { status: 303, headers })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'RATE_LIMITED') throw error
    return page(request, await askForPassword('tooMany', error), 429)
  }
}

function parts(address: string): { token: string; form: Form } {
  const [, token = '', form = ''] = /^(.*?)(\.md|\.html|\.atom|\.png)?$/s.exec(address) ?? []
  return { token, form: form as Form }
}

type Answer = { visitor: Visitor; opened: Opened; token: string; form: Form }

async function answer(request: Request, { visitor, opened, token, form }: Answer) {
  const { indexed } = visitor
  const { title, description, label, facts } = opened
  const told = (text: string, type: string) => sendIfNew(request, text, type, indexed)
  if (form === '.md') return told(await opened.markdown(), 'text/markdown')
  if (form === '.png') {
    const picture = await previewPicture({ label, title, facts })
    return send(new Uint8Array(picture), 'image/png', indexed, 'private, max-age=3600')
  }
  const origin = await ownOrigin()
  if (form === '.html') {
    const [markdown, locale] = [await opened.markdown(), await getLocale()]
    return told(pastePage({ markdown, title, locale, origin }), 'text/html')
  }
  if (form === '.atom') return told(await opened.feed(origin), 'application/atom+xml')
  const t = await getTranslations('shares.page')
  const at = (form: Form) => origin + paths.share(token, form)
  const body = html`${await opened.body()}
<footer><span>${t('foot')}</span><span><a href="${paths.share(token, '.md')}">${t('asMarkdown')}</a> · <a href="${paths.share(token, '.html')}">${t('asHtml')}</a> · <a href="${paths.share(token, '.atom')}">${t('asFeed')}</a></span></footer>`
  const card = { description, address: at(''), picture: at('.png'), feed: at('.atom') }
  return page(request, { title, body, card, indexed }, 200)
}

type Shown = Pick<Parameters<typeof publicPage>[0], 'title' | 'body' | 'card' | 'indexed'>

async function page(request: Request, shown: Shown, status: number): Promise<Response> {
  // What bin/support/headers.mjs has put into the policy of this very answer
  const policy = request.headers.get('content-security-policy') ?? ''
  const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? []
  const text = publicPage({ locale: await getLocale(), nonce, ...shown })
  return send(text, 'text/html', shown.indexed ?? false, 'private, no-cache', status)
}

function send(
  body: BodyInit,
  type: string,
  indexed: boolean,
  caching = 'private, no-cache',
  status = 200,
): Response {
  const headers = new Headers({
    'content-type': type.startsWith('image/') ? type : `${type}; charset=utf-8`,
    'cache-control': caching,
    vary: 'Cookie, Accept-Language, Authorization',
  })
  if (!indexed) headers.set('x-robots-tag', 'noindex, nofollow')
  return new Response(body, { status, headers })
}

/** The same, or only that it is what the caller has: programs ask again and again. */
function sendIfNew(request: Request, text: string, type: string, indexed: boolean): Response {
  const answer = send(text, type, indexed)
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  answer.headers.set('etag', etag)
  if (!isHeld(request, etag)) return answer
  answer.headers.delete('content-type')
  return new Response(null, { status: 304, headers: answer.headers })
}

async function nothing(request: Request, form: Form): Promise<Response> {
  const t = await getTranslations('shares.page')
  if (form !== '') return send('', 'text/plain', false, 'no-store', 404)
  const body: Html = nothingHere({ title: t('notFound'), text: t('notFoundText') })
  return page(request, { title: t('notFound'), body }, 404)
}

async function askForPassword(why?: 'wrong' | 'tooMany', error?: AppError): Promise<Shown> {
  const [t, errors] = await Promise.all([getTranslations('shares.page'), getTranslations('errors')])
  const minutes = Number(error?.params?.minutes ?? 1)
  const wrong = why === 'wrong' ? t('wrong') : why && errors('tooMany', { minutes })
  const words = { title: t('locked'), text: t('lockedText'), label: t('password'), open: t('open') }
  return { title: t('locked'), body: passwordForm({ ...words, ...(wrong && { wrong }) }) }
}

function refused(error: unknown): Response {
  if (!(error instanceof AppError) || error.code !== 'RATE_LIMITED') throw error
  return send('', 'text/plain', false, 'no-store', 429)
}

const machines = /bot\b|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|embed/i

/** Somebody looks at it: neither a browser in advance, nor a program that shows what an address is. */
function isReading(request: Request): boolean {
  const { headers, method } = request
  const ahead = `${headers.get('sec-purpose')} ${headers.get('purpose')} ${headers.get('x-moz')}`
  if (method !== 'GET' || /prefetch|preview/i.test(ahead)) return false
  return !machines.test(headers.get('user-agent') ?? '')
}
