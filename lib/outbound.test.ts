import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { isPublicAddress } from './addresses'
import { anyType, fetchOutside, probeOutside, type Way } from './outbound'

const pages = new Map<string, RequestListener>()
const asked: IncomingMessage[] = []
let server: Server
let base: string

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request)
    pages.get(new URL(request.url ?? '/', base).pathname)?.(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://hostile.example:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Every name leads to this machine, and nothing but its loopback is public. */
const here: Way = {
  resolve: async () => ['127.0.0.1'],
  allows: (address) => address === '127.0.0.1',
  patience: 5_000,
}
const hasty = { ...here, patience: 300 }
const html = ['text/html']

function serve(path: string, listener: RequestListener): string {
  pages.set(path, listener)
  return base + path
}

function redirect(from: string, to: string, status = 302): string {
  return serve(from, (_, response) => response.writeHead(status, { location: to }).end())
}

const page = (body: string | Buffer, headers = {}) =>
  ((_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html', ...headers })
      .end(body)) as RequestListener

describe('which addresses are public', () => {
  test.each(
    `8.8.8.8 1.1.1.1 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 198.17.0.1 223.255.255.255
     2606:4700::1111 2a00:1450:4001::200e 2001:4860:4860::8888 2400:cb00::1`.split(/\s+/),
  )('%s is', (address) => expect(isPublicAddress(address)).toBe(true))

  test.each(
    `0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.8.8.8 169.254.169.254
     172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255
     198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
     :: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:8.8.8.8 ::ffff:0:8.8.8.8
     64:ff9b::7f00:1 64:ff9b::8.8.8.8 64:ff9b:1::a00:1 100::1 2001::1 2001:0:53aa:64c::1 2001:2::1
     2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:808:808::1 3fff::1 3ffe::1%eth0 5f00::1 fc00::1
     fd12:3456:789a::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 0:0:0:0:0:0:0:1 localhost 010.0.0.1 1 0x7f.1`.split(
      /\s+/,
    ),
  )('%s is not', (address) => expect(isPublicAddress(address)).toBe(false))
})

describe('the way that the product takes', () => {
  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[fd00::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/',
    'http://１２７.０.０.１/',
    'http://1.1.1.1:25/',
    'http://8.8.8.8:22/',
    'file:///etc/passwd',
    'ftp://example.org/',
    'data:text/html,x',
    'javascript:alert(1)',
    'http://',
  ])('refuses %s', async (address) => {
    await expect(fetchOutside(address, html)).rejects.toMatchObject({ code: 'refused' })
  })

  it('refuses the server that listens here', async () => {
    const { port } = server.address() as AddressInfo
    const before = asked.length
    for (const host of ['127.0.0.1', '[::ffff:127.0.0.1]', '0.0.0.0']) {
      const going = fetchOutside(`http://${host}:${port}/`, html)
      await expect(going).rejects.toMatchObject({ code: 'refused' })
    }
    expect(asked).toHaveLength(before)
  })
})

describe('names', () => {
  const publicOnly = { ...here, allows: isPublicAddress }

  it('refuses a host whose addresses are all private, and one without is not there', async () => {
    const inside = { ...publicOnly, resolve: async () => ['10.0.0.1', '::1', '::ffff:10.0.0.1'] }
    await expect(fetchOutside(base, html, inside)).rejects.toMatchObject({ code: 'refused' })
    const nowhere = { ...publicOnly, resolve: async () => [] }
    await expect(fetchOutside(base, html, nowhere)).rejects.toMatchObject({ code: 'nohost' })
    const silent = { ...publicOnly, resolve: () => Promise.reject(new Error('ESERVFAIL')) }
    await expect(fetchOutside(base, html, silent)).rejects.toMatchObject({ code: 'unreachable' })
  })

  it('asks once, and goes to the address that was checked', async () => {
    const address = serve('/once', page('here'))
    let answers = 0
    // A name that changes its mind: first what is allowed, then another
    const rebinding = {
      ...here,
      resolve: async () => (answers++ === 0 ? ['127.0.0.1'] : ['127.0.0.2']),
    }
    expect(String((await fetchOutside(address, html, rebinding)).bytes)).toBe('here')
    expect(answers).toBe(1)
    await expect(fetchOutside(address, html, rebinding)).rejects.toMatchObject({ code: 'refused' })
  })

  it('goes to none but the allowed addresses of a name', async () => {
    const mixed = { ...here, resolve: async () => ['127.0.0.2', '::1', '127.0.0.1'] }
    const address = serve('/mixed', (request, response) => {
      page(request.socket.localAddress ?? '')(request, response)
    })
    expect(String((await fetchOutside(address, html, mixed)).bytes)).toBe('127.0.0.1')
  })

  it('looks again when the connection stands', async () => {
    let checks = 0
    const fickle = { ...here, allows: () => checks++ === 0 }
    const before = asked.length
    const going = fetchOutside(serve('/fickle', page('')), html, fickle)
    await expect(going).rejects.toMatchObject({ code: 'refused' })
    expect(asked).toHaveLength(before)
  })
})

describe('redirects', () => {
  it('follows five, and says where it ended', async () => {
    serve('/r0', page('the end'))
    for (const n of [1, 2, 3, 4, 5, 6])
      redirect(`/r${n}`, `/r${n - 1}#x`, [301, 302, 303, 307, 308][n % 5])
    const fetched = await fetchOutside(`${base}/r5`, html, here)
    expect([String(fetched.bytes), fetched.url]).toEqual(['the end', `${base}/r0`])
    const sixth = fetchOutside(`${base}/r6`, html, here)
    await expect(sixth).rejects.toMatchObject({ code: 'redirects' })
  })

  it('knows those for good from those for now', async () => {
    serve('/new', page('here'))
    redirect('/old', '/older', 301)
    redirect('/older', '/new', 308)
    redirect('/away', '/old', 302)
    const moved = async (path: string) => (await fetchOutside(base + path, html, here)).moved
    expect(await Promise.all(['/new', '/old', '/away'].map(moved))).toEqual([false, true, false])
  })

  it('leaves a loop at once', async () => {
    redirect('/a', '/b')
    redirect('/b', '/a')
    const before = asked.length
    await expect(fetchOutside(`${base}/a`, html, here)).rejects.toMatchObject({ code: 'redirects' })
    expect(asked).toHaveLength(before + 2)
  })

  test.each([
    'http://127.0.0.2/',
    'http://[::1]/',
    'http://2130706434/',
    '//10.0.0.1/',
    'http://inside.example/',
    'file:///etc/passwd',
    'gopher://example.org/',
    'javascript:alert(1)',
    'http://[',
  ])('does not follow to %s', async (to) => {
    const way = {
      ...here,
      resolve: async (name: string) => [name === 'inside.example' ? '192.168.0.1' : '127.0.0.1'],
    }
    const going = fetchOutside(redirect('/away', to), html, way)
    await expect(going).rejects.toMatchObject({ code: 'refused' })
  })
})

describe('what is sent', () => {
  it('names Hallway, and carries no cookie, name or password', async () => {
    const { port } = server.address() as AddressInfo
    serve('/set', (_, response) => {
      response.writeHead(302, {
        location: `http://u:p@other.example:${port}/got`,
        'set-cookie': 'a=b',
      })
      response.end()
    })
    serve('/got', page(''))
    await fetchOutside(`http://me:secret@hostile.example:${port}/set`, html, here)
    for (const { headers } of asked.slice(-2)) {
      expect(headers['user-agent']).toContain('Hallway')
      expect(headers.cookie ?? headers.authorization ?? headers.referer).toBeUndefined()
    }
    expect(asked.at(-1)?.headers.host).toBe(`other.example:${port}`)
  })
})

describe('bodies', () => {
  const endless =
    (chunk: Buffer): RequestListener =>
    (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      const more = () => {
        while (response.write(chunk));
      }
      response.on('drain', more)
      more()
    }

  it('cuts what never ends after 2 MB', async () => {
    const address = serve('/endless', endless(Buffer.alloc(65_536, 'x')))
    const { bytes, cut } = await fetchOutside(address, html, here)
    expect([bytes.length, cut]).toEqual([2_000_000, true])
  })

  it('takes a page of 1 GB for its beginning', async () => {
    const address = serve('/giga', (request, response) => {
      response.setHeader('content-length', 1_000_000_000)
      endless(Buffer.alloc(65_536, 'y'))(request, response)
    })
    expect((await fetchOutside(address, html, here)).bytes).toHaveLength(2_000_000)
  })

  it('unpacks, and a bomb no further than 2 MB', async () => {
    const packed = page(gzipSync('<title>small</title>'), { 'content-encoding': 'gzip' })
    const small = await fetchOutside(serve('/gzip', packed), html, here)
    expect(String(small.bytes)).toBe('<title>small</title>')
    const bomb = page(gzipSync(Buffer.alloc(300_000_000)), { 'content-encoding': 'gzip' })
    const before = process.memoryUsage().arrayBuffers
    const { bytes, cut } = await fetchOutside(serve('/bomb', bomb), html, here)
    expect([bytes.length, cut]).toEqual([2_000_000, true])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000)
  })

  it('says that it cannot read what is not as it says', async () => {
    const lie = serve('/lie', page('no gzip at all', { 'content-encoding': 'gzip' }))
    await expect(fetchOutside(lie, html, here)).rejects.toMatchObject({ code: 'unreadable' })
    const odd = serve('/odd', page('?', { 'content-encoding': 'lzma, gzip' }))
    await expect(fetchOutside(odd, html, here)).rejects.toMatchObject({ code: 'unreadable' })
  })

  it('keeps what came before a body broke off or fell silent', async () => {
    const short = serve('/short', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': 5_000 })
      response.write('<title>half')
      setImmediate(() => response.destroy())
    })
    const broken = await fetchOutside(short, html, here)
    expect([String(broken.bytes), broken.cut]).toEqual(['<title>half', true])
    const slow = serve('/silent', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).write('<title>then')
    })
    const silent = await fetchOutside(slow, html, hasty)
    expect([String(silent.bytes), silent.cut]).toEqual(['<title>then', true])
  })

  it('takes a file of any type, as large as it may be, and knows it again', async () => {
    const file = serve('/file', (request, response) => {
      const known = request.headers['if-none-match'] === '"7"'
      response.writeHead(known ? 304 : 200, { 'content-type': 'text/calendar', etag: '"7"' })
      response.end(known ? undefined : Buffer.alloc(3_000_000))
    })
    const asking = { limit: 4_000_000, patience: 5_000 }
    const { bytes, cut, etag } = await fetchOutside(file, [anyType], here, asking)
    expect([bytes.length, cut, etag]).toEqual([3_000_000, false, '"7"'])
    const short = await fetchOutside(file, [anyType], here, { ...asking, limit: 1_000 })
    expect([short.bytes.length, short.cut]).toEqual([1_000, true])
    const again = await fetchOutside(file, [anyType], here, { ...asking, etag })
    expect([again.unchanged, again.bytes.length]).toEqual([true, 0])
  })

  it('takes no body of a type that was not asked for', async () => {
    const film = serve('/film', (request, response) => {
      response.setHeader('content-type', 'video/mp4')
      response.writeHead(200)
      response.write(Buffer.alloc(10_000))
      request.socket.on('error', () => {})
    })
    const { type, bytes } = await fetchOutside(film, html, here)
    expect([type, bytes.length]).toEqual(['video/mp4', 0])
  })

  it('gives up on headers that do not come', async () => {
    const mute = serve('/mute', () => {})
    await expect(fetchOutside(mute, html, hasty)).rejects.toMatchObject({ code: 'timeout' })
  })

  it('gives up on a name that is not found in time', async () => {
    const way = {
      ...hasty,
      resolve: (_: string, signal: AbortSignal) =>
        new Promise<string[]>((done) => signal.addEventListener('abort', () => done([]))),
    }
    await expect(fetchOutside(base, html, way)).rejects.toMatchObject({ code: 'timeout' })
  })

  test.each([
    [404, 'missing'],
    [410, 'missing'],
    [403, 'denied'],
    [429, 'broken'],
    [500, 'broken'],
    [304, 'broken'],
  ])('an answer %i is told as %s', async (status, code) => {
    const address = serve('/status', (_, response) => response.writeHead(status).end())
    await expect(fetchOutside(address, html, here)).rejects.toMatchObject({ code })
  })
})

describe('whether anything is there', () => {
  const methods = (path: string) =>
    asked.flatMap(({ method, url }) => (url === path ? [method] : []))

  it('is asked without taking it', async () => {
    const address = serve('/there', page('much'))
    expect(await probeOutside(address, here)).toMatchObject({ url: address, moved: false })
    expect(methods('/there')).toEqual(['HEAD'])
  })

  it('is asked properly of servers that refuse the short question', async () => {
    const address = serve('/proper', (request, response) => {
      response.writeHead(request.method === 'GET' ? 200 : 405).end()
    })
    expect(await probeOutside(address, here)).toMatchObject({ url: address })
    expect(methods('/proper')).toEqual(['HEAD', 'GET'])
    const gone = serve('/gone', (_, response) => response.writeHead(410).end())
    await expect(probeOutside(gone, here)).rejects.toMatchObject({ code: 'missing' })
    expect(methods('/gone')).toEqual(['HEAD', 'GET'])
  })

  it('is not asked twice of what hangs or is closed to us', async () => {
    const mute = serve('/hangs', () => {})
    await expect(probeOutside(mute, hasty)).rejects.toMatchObject({ code: 'timeout' })
    expect(methods('/hangs')).toEqual(['HEAD'])
    const inside = probeOutside('http://127.0.0.2/', here)
    await expect(inside).rejects.toMatchObject({ code: 'refused' })
  })
})

describe('servers that speak something else', () => {
  const sockets = new Set<Socket>()
  const raw = async (speak: (socket: Socket) => void) => {
    const server = createRawServer((socket) => {
      sockets.add(socket.on('error', () => {}))
      speak(socket)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    servers.push(server)
    return (server.address() as AddressInfo).port
  }
  const servers: { close: () => void }[] = []
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    for (const server of servers) server.close()
  })

  it('reads no SSH, no endless header and no drip of one', async () => {
    const ssh = await raw((socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'))
    const long = await raw((socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(200_000)}`))
    const drip = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const timer = setInterval(() => socket.write('x: y\r\n'), 20)
      socket.on('close', () => clearInterval(timer))
    })
    const code = (port: number) =>
      fetchOutside(`http://raw.example:${port}/`, html, hasty).catch(({ code }) => code)
    expect(await Promise.all([ssh, long, drip].map(code))).toEqual([
      'unreadable',
      'unreadable',
      'timeout',
    ])
  })

  it('speaks no TLS with what has none', async () => {
    const port = await raw((socket) => socket.end('hello'))
    const going = fetchOutside(`https://raw.example:${port}/`, html, here)
    await expect(going).rejects.toMatchObject({ code: 'unreachable' })
  })
})

it('asks a host one thing at a time, and four hosts at once', async () => {
  const now: string[] = []
  const seen: number[] = []
  let together = 0
  const address = serve('/turn', ({ headers: { host = '' } }, response) => {
    if (now.includes(host)) together += 1
    now.push(host)
    seen.push(now.length)
    setTimeout(() => {
      now.splice(now.indexOf(host), 1)
      response.end()
    }, 30)
  })
  const hosts = Array.from({ length: 14 }, (_, n) => address.replace('hostile', `host${n >> 1}`))
  await Promise.all(hosts.map((host) => fetchOutside(host, html, here)))
  expect(together).toBe(0)
  expect(seen).toHaveLength(14)
  expect(Math.max(...seen)).toBe(4)
})
