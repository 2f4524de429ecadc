import 'server-only'
import { Resolver } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

// What IANA's registries of special-purpose addresses name, and multicast
const special = listOf(`0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12
  192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16
  192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
  2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20`)
// In IPv6 nothing else is public: what maps or translates IPv4 lies outside of it, Teredo and 6to4 above
const globalUnicast = listOf('2000::/3')

function listOf(subnets: string): BlockList {
  const list = new BlockList()
  for (const [, network = '', prefix] of subnets.matchAll(/(\S+)\/(\d+)/g)) {
    list.addSubnet(network, Number(prefix), isIP(network) === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

/** Whether an IP address, as text, belongs to a machine that anybody on the internet may speak to. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !special.check(address, 'ipv4')
  if (family === 0 || address.includes('%')) return false
  return globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

// Not dns.lookup: it cannot be broken off, and four names that hang would hold up all file access
/**
 * The IP addresses of a host name; none when there is no such host.
 * @throws when nobody could tell
 */
export async function resolveName(hostname: string, signal: AbortSignal): Promise<string[]> {
  const resolver = new Resolver({ timeout: 1_500, tries: 2 })
  const stop = () => resolver.cancel()
  signal.addEventListener('abort', stop, { once: true })
  const both = [resolver.resolve4(hostname), resolver.resolve6(hostname)]
  const answers = await Promise.allSettled(both)
  signal.removeEventListener('abort', stop)
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  const unsure = answers.find((it) => it.status === 'rejected' && !saysNone(it.reason))
  if (found.length === 0 && unsure?.status === 'rejected') throw unsure.reason
  return found
}

function saysNone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(ENOTFOUND|ENODATA)$/.test(`${error.code}`)
}
