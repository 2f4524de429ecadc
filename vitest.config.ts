import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = {
  'server-only': fileURLToPath(new URL('./prisma/empty.ts', import.meta.url)),
  '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, ''),
}

// next-auth imports next/server without its ending, which only a bundler resolves
const server = { deps: { inline: ['next-auth'] } }

// Tests that open a database are named *.integration.test.ts; everything else runs without one.
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: {
          server,
          name: 'unit',
          setupFiles: './bin/support/test-seed.mjs',
          include: ['**/*.test.ts', 'bin/**/*.test.mjs'],
          exclude: ['**/*.integration.test.ts', 'node_modules/**', '.next/**'],
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          server,
          name: 'integration',
          globalSetup: './bin/support/test-database.mjs',
          setupFiles: ['./bin/support/test-seed.mjs', './bin/support/test-worker.mjs'],
          include: ['**/*.integration.test.ts'],
          exclude: ['node_modules/**', '.next/**'],
          env: { AUTH_SECRET: 'of the tests alone, and long enough for them' },
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: 'forks',
        },
      },
    ],
  },
})
