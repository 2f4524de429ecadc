import { z } from 'zod'

const url = (name: string) =>
  z.url({ error: `${name} must be a full address such as https://hallway.example.org` }).optional()

const schema = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    PORT: z.coerce
      .number({ error: 'PORT must be a number from 1 to 65535' })
      .int()
      .min(1)
      .max(65_535)
      .default(3000),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, {
        error: 'DATABASE_URL must begin with postgresql:// (PostgreSQL 15 or later)',
      })
      .optional(),
    WORKERS: z.coerce
      .number({ error: 'WORKERS must be a number from 1 to 64' })
      .int({ error: 'WORKERS must be a whole number' })
      .min(1, { error: 'WORKERS must be a number from 1 to 64' })
      .max(64, { error: 'WORKERS must be a number from 1 to 64' })
      .optional(),
    /** Which of its processes this is: bin/support/workers.mjs tells it. */
    WORKER: z.coerce.number().default(1),
    HALLWAY_DATA: z.string().default('.hallway'),
    PUBLIC_URL: url('PUBLIC_URL'),
    TRUST_PROXY: z
      .string()
      .regex(/^(\d|true|yes|on|false|no|off)$/i, {
        error: 'TRUST_PROXY must be the number of proxies in front of Hallway, such as 1',
      })
      .optional(),
    AUTH_SECRET: z
      .string()
      .min(32, { error: 'AUTH_SECRET must have at least 32 characters' })
      .optional(),
    S3_ENDPOINT: url('S3_ENDPOINT'),
    S3_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
        error: 'S3_BUCKET must be the name of a bucket, without a path',
      })
      .optional(),
    S3_REGION: z.string().default('us-east-1'),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, { error: 'SMTP_URL must begin with smtp:// or smtps://' })
      .optional(),
    MAIL_FROM: z.string().default('Hallway <hallway@localhost>'),
    OIDC_ISSUER: url('OIDC_ISSUER'),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    OIDC_NAME: z.string().default('Single sign-on'),
    GITHUB_CLIENT_ID: z.string().optional(),
    GITHUB_CLIENT_SECRET: z.string().optional(),
    GOOGLE_CLIENT_ID: z.string().optional(),
    GOOGLE_CLIENT_SECRET: z.string().optional(),
    SIGN_UP: z
      .enum(['open', 'invited', 'closed'], { error: 'SIGN_UP must be open, invited or closed' })
      .default('invited'),
    FETCH_LINKS: z.enum(['on', 'off'], { error: 'FETCH_LINKS must be on or off' }).default('on'),
    LOG_LEVEL: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
        error: 'LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent',
      })
      .default('info'),
  })
  .superRefine((env, context) => {
    const together = (names: (keyof typeof env)[]) => {
      const missing = names.filter((name) => !env[name])
      if (missing.length > 0 && missing.length < names.length) {
        context.addIssue(`${missing.join(', ')} missing: set ${names.join(', ')} together`)
      }
    }
    // A mailed link must not begin with whatever host name the request for it claimed
    if (env.SMTP_URL && !env.PUBLIC_URL) {
      context.addIssue(
        'PUBLIC_URL missing: mailed links begin with it, so set it together with SMTP_URL',
      )
    }
    together(['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'])
    together(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])
    together(['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'])
    together(['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'])
  })

export type Env = z.output<typeof schema>

/**
 * Reads the settings: all optional, checked at start.
 * An empty value counts as not set, so that `SMTP_URL= npm start` means "no mail".
 * @throws Error whose message has one plain sentence per wrong setting
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (result.success) return result.data
  throw new Error(result.error.issues.map((issue) => issue.message).join('\n'))
}

export const env = readEnv(process.env)

// next-auth reads its own setting, at each request: redirects and cookies follow ours
if (env.PUBLIC_URL) process.env.AUTH_URL = new URL(env.PUBLIC_URL).origin
