import { connection } from 'next/server'

// The yardstick: one dynamic page, no proxy, no texts, no database. Never to be made faster or slower.
export default async function Page() {
  await connection()
  return <h1>{new Date().toISOString()}</h1>
}
