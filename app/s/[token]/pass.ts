import { paths } from '@/lib/paths'

const name = 'hallway.share'
const days = 30

/** The pass that a browser brings which has entered the password before. */
export function passOf(request: Request): string {
  const cookies = request.headers.get('cookie') ?? ''
  return new RegExp(`(?:^|;\\s*)${name.replace('.', '\\.')}=([\\w-]+)`).exec(cookies)?.[1] ?? ''
}

/** The pass as cookies, each for one form of the share and for nothing else of ours. */
export function passCookies(token: string, pass: string, secure: boolean): string[] {
  const rest = `Max-Age=${days * 86_400}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return (['', '.md', '.html', '.atom'] as const).map(
    (form) => `${name}=${pass}; Path=${paths.share(token, form)}; ${rest}`,
  )
}

/** The password that the form of the page sends; empty, and so a wrong one, if it is no such form. */
export async function secretForm(request: Request): Promise<string> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  const type = request.headers.get('content-type') ?? ''
  if (!(length <= 4_000) || !/^application\/x-www-form-urlencoded\b/.test(type)) return ''
  return new URLSearchParams(await request.text()).get('password')?.slice(0, 200) ?? ''
}

/** The password that a program sends (RFC 7617), whatever name goes with it. */
export function basicPassword(request: Request): string | null {
  const [, given] = /^Basic ([\w+/=-]+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  const text = given && Buffer.from(given, 'base64').toString()
  const [, password = null] = /^[^:]*:(.*)$/s.exec(text ?? '') ?? []
  return password
}

/** Asks a program for the password. */
export function closed(): Response {
  const headers = {
    'www-authenticate': 'Basic realm="Hallway", charset="UTF-8"',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow',
  }
  return new Response(null, { status: 401, headers })
}
