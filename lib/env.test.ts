import { expect, test } from 'vitest'
import { readEnv } from './env'

test('nothing has to be set, and an empty value is none', () => {
  expect(readEnv({ SMTP_URL: '', PORT: '' })).toMatchObject({ PORT: 3000, SIGN_UP: 'invited' })
})

test.each([
  [{ PORT: 'x' }, /^PORT must be a number/],
  [{ SIGN_UP: 'maybe' }, /^SIGN_UP must be open, invited or closed$/],
  [{ OIDC_ISSUER: 'https://id.example.org' }, /^OIDC_CLIENT_ID, OIDC_CLIENT_SECRET missing/],
  [{ S3_ENDPOINT: 'https://s3.example.org', S3_BUCKET: 'talks' }, /^S3_ACCESS_KEY_ID, S3_SECRET/],
  [{ S3_BUCKET: 'talks/2026' }, /^S3_BUCKET must be the name of a bucket/],
  [{ SMTP_URL: 'smtp://mail.example.org' }, /^PUBLIC_URL missing/],
  [{ PUBLIC_URL: 'hallway.example.org' }, /^PUBLIC_URL must be a full address/],
])('a wrong setting is said in a sentence: %o', (source, sentence) => {
  expect(() => readEnv(source)).toThrow(sentence)
})
