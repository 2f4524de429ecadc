import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./lib/i18n.ts')

/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or CommonJS packages that must be required from node_modules, not bundled.
  serverExternalPackages: [
    '@node-rs/argon2',
    'pg',
    'pg-boss',
    'pino',
    'nodemailer',
    'sanitize-html',
    'sharp',
  ],
  typedRoutes: false,
  // A page's data is its address with an ending
  rewrites: async () => ({
    beforeFiles: [
      ['sessions/:it([^/]+)', 'md|html|zip|ics|json'],
      ['conferences/:it([^/]+)', 'md|html|zip|ics|json|jsonld'],
      ['conferences/:it([^/]+)/recap', 'md|html'],
      ['conferences/:it([^/]+)/picks', 'ics|json'],
      ['lists/:it([^/]+)', 'md|html|opml|json'],
      ['notes', 'md|html|zip|json'],
    ]
      .map(([path = '', formats]) => ({
        source: `/t/:team/${path}.:format(${formats})`,
        destination: `/api/exports/:team/${path.replace('([^/]+)', '')}/:format`,
      }))
      .concat({
        source: '/t/:team/everything.zip',
        destination: '/api/exports/:team/everything',
      }),
  }),
  // A page fetched ahead may be shown for half a minute (the least Next allows), not for five.
  // A note that is pasted whole may have a million characters, in Chinese three times as many bytes.
  experimental: { staleTimes: { static: 30 }, serverActions: { bodySizeLimit: '4mb' } },
}

export default withNextIntl(nextConfig)
