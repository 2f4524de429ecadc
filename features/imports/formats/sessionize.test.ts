import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Programme } from './programme'
import { readProgramme } from './read'

async function read(source: string | Buffer, zone?: string): Promise<Programme> {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  const result = await readProgramme(bytes, zone ? { zone } : {})
  if (!result.ok) throw new Error(result.code)
  return result.programme
}

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url))

describe('the view All', () => {
  it('joins sessions with what they refer to', async () => {
    const { format, sessions, zoneCertain, timesDependOnZone } = await read(
      fixture('sessionize.json'),
      'Europe/Lisbon',
    )
    expect([format, zoneCertain, timesDependOnZone]).toEqual(['sessionize', false, true])
    expect(sessions[0]).toMatchObject({
      externalKey: '101',
      title: 'Sailing Blind',
      abstract: { format: 'text', text: 'Fog.\n\nAnd more of it.' },
      startsAt: new Date('2025-06-02T08:00:00Z'),
      endsAt: new Date('2025-06-02T08:45:00Z'),
      rooms: ['Quay'],
      track: 'Weather',
      kind: 'Talk',
      language: 'English',
      speakers: [
        { name: 'Ada Example', key: 'a-1', organisation: 'Harbour' },
        { name: 'Ben Sample', key: 'b-2', organisation: null },
      ],
      recordingUrl: 'https://video.example/watch?v=1',
      links: [
        { title: 'Slides', url: 'https://slides.example/fog.pdf' },
        { title: 'Live', url: 'https://live.example/1' },
      ],
    })
  })

  it('tells of a session that ends before it starts', async () => {
    const { sessions, problems } = await read(fixture('sessionize.json'))
    expect(sessions[1]).toMatchObject({ externalKey: '102', endsAt: null, rooms: [], speakers: [] })
    expect(problems.map(({ code }) => code)).toEqual(['end-before-start', 'zone-unknown'])
  })
})

it('the view GridSmart has its rooms, and a session for everybody once', async () => {
  const { sessions } = await read(fixture('grid.json'))
  expect(
    sessions.map(({ title, rooms, track, speakers }) => [
      title,
      rooms,
      track,
      speakers.map(({ name }) => name),
    ]),
  ).toEqual([
    ['Sailing Blind', ['Quay'], 'Weather', ['Ada Example']],
    ['Welcome', ['Quay'], null, []],
  ])
})

it('the view Sessions is a list of groups', async () => {
  const sessions = [
    {
      id: '1',
      title: 'Nets',
      startsAt: '2025-06-02T10:00:00Z',
      isServiceSession: false,
      room: 'Deck',
    },
    'nonsense',
  ]
  const programme = await read(JSON.stringify([{ groupId: null, groupName: 'All', sessions }]))
  expect(programme.sessions).toMatchObject([{ title: 'Nets', rooms: ['Deck'] }])
  expect(programme.timesDependOnZone).toBe(false)
  expect(programme.problems[0]?.code).toBe('entry-unreadable')
})
