import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readProgramme } from './read'

async function read(source: string | Buffer, zone?: string) {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  const result = await readProgramme(bytes, zone ? { zone } : {})
  if (!result.ok) throw new Error(result.code)
  return result.programme
}

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url))

it('xCal of RFC 6321 is read as the calendar that it is', async () => {
  const programme = await read(fixture('rfc6321.xml'))
  expect(programme).toMatchObject({
    format: 'xcal',
    title: 'Harbour Days',
    zone: 'Europe/Lisbon',
    zoneCertain: true,
  })
  expect(programme.sessions).toMatchObject([
    {
      externalKey: 'fog-1@harbour.example',
      title: 'Sailing & Blind',
      startsAt: new Date('2025-06-02T08:00:00Z'),
      endsAt: new Date('2025-06-02T08:45:00Z'),
      rooms: ['Quay'],
      track: 'Weather, Night',
      url: 'https://harbour.example/fog',
      speakers: [{ name: 'Ada Example' }],
      cancelled: false,
    },
    { title: 'Open ship', allDay: true, cancelled: true },
  ])
  expect(programme.problems.map(({ code, line }) => [code, line])).toEqual([
    ['all-day', 31],
    ['repeats', 31],
  ])
})

it('the form of Pentabarf and pretalx has values and speakers as plain text', async () => {
  const { format, sessions, zoneCertain } = await read(fixture('pentabarf.xcal'), 'Europe/Lisbon')
  expect([format, zoneCertain]).toEqual(['xcal', false])
  expect(sessions).toMatchObject([
    {
      externalKey: 'FOG@@harbour.example',
      startsAt: new Date('2025-06-02T08:00:00Z'),
      endsAt: new Date('2025-06-02T08:45:00Z'),
      abstract: { format: 'text', text: "Fog 'n tides" },
      track: 'Weather',
      speakers: [{ name: 'Ada Example' }, { name: 'Ben Sample' }],
    },
  ])
})

it('a prefix before every name is passed over', async () => {
  const whole = fixture('rfc6321.xml').toString()
  const prefixed = whole.replace(/<(\/?)([a-z])/g, '<$1x:$2').replace('xmlns=', 'xmlns:x=')
  const plain = await read(whole)
  expect((await read(prefixed)).sessions).toEqual(plain.sessions)
})
