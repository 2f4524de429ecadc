/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

/**
 * How many proxies stand in front, from the setting TRUST_PROXY: none by default.
 * @param {string | undefined} setting a number, or a yes or no
 */
export function trustedProxies(setting) {
  if (!setting || /^(false|no|off)$/i.test(setting)) return 0
  if (/^(true|yes|on)$/i.test(setting)) return 1
  const count = Number(setting)
  return Number.isInteger(count) && count > 0 ? count : 0
}

/**
 * Makes the forwarded headers of a request true, before anything reads them. Without a trusted proxy
 * they are what the socket says, whatever the caller claims; with some, `x-forwarded-for` is the one
 * address that the outermost of them saw, since what stands before it is the caller's own invention.
 * @param {IncomingMessage} request
 * @param {number} proxies
 */
export function tellTruth(request, proxies) {
  const { headers, socket } = request
  const peer = plainAddress(socket.remoteAddress ?? '')
  if (proxies > 0) {
    const claimed = String(headers['x-forwarded-for'] ?? '').split(',')
    const chain = [...claimed.map((part) => part.trim()).filter(Boolean), peer]
    const client = chain[Math.max(0, chain.length - 1 - proxies)]
    headers['x-forwarded-for'] = plainAddress(client ?? peer)
  } else {
    headers['x-forwarded-for'] = peer
    headers['x-forwarded-proto'] = 'http'
    headers['x-forwarded-port'] = String(socket.localPort ?? '')
    if (headers.host) headers['x-forwarded-host'] = headers.host
    else delete headers['x-forwarded-host']
  }
  headers['x-real-ip'] = headers['x-forwarded-for']
  delete headers.forwarded
}

/**
 * Whether the path of an address can be decoded at all (RFC 3986, 2.1). Next answers one that cannot
 * as a failure of its own; it is a mistake of the caller.
 * @param {string} address as the request line has it
 */
export function isReadable(address) {
  try {
    decodeURIComponent(address.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}

/**
 * An IPv4 caller on a socket for both families is written as IPv6.
 * @param {string} address
 */
function plainAddress(address) {
  return address.startsWith('::ffff:') ? address.slice(7) : address
}
