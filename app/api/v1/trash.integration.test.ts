import { expect, test } from 'vitest'
import {
  assignAnnotation,
  closeAnnotation,
  deleteAnnotation,
  reopenAnnotation,
  restoreAnnotation,
} from '@/features/annotations/mutations'
import { getAnnotationRecord } from '@/features/annotations/records'
import { deleteConference, restoreConference } from '@/features/conferences/mutations'
import { restoreLink, trashLink } from '@/features/links/mutations'
import {
  addLink,
  removeEntry,
  restoreEntry,
  restoreList,
  trashList,
} from '@/features/reading-lists/mutations'
import { deleteSession, restoreSession } from '@/features/sessions/mutations'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import {
  createAnnotation,
  createConference,
  createReadingList,
  createSession,
  createTeam,
} from '@/prisma/factories'

// Whoever was cut off asks again: what is in the trash is deleted, what is back is restored, and only
// the first time is something that happened.

type Change = (member: Member, id: string) => Promise<unknown>

test('deleting and restoring a second time is success, and happened once', async () => {
  const [{ editor, viewer }, { owner: stranger }] = [await createTeam(), await createTeam()]
  const { teamId } = editor
  const { id: conference } = await createConference(teamId)
  const session = await createSession(teamId, { conferenceId: conference })
  const annotation = (await createAnnotation(editor, session)).id
  const list = (await createReadingList(editor)).id
  const added = { list, address: 'https://a.example/paper', title: 'A paper', why: '' }
  const entry = (await addLink(editor, added)).entryId
  const { id: link } = await db.link.findFirstOrThrow({ where: { teamId } })
  const things: [string, string, Change, Change][] = [
    ['link', link, trashLink, restoreLink],
    ['entry', entry, (member, id) => removeEntry(member, id, list), restoreEntry],
    ['list', list, trashList, restoreList],
    ['annotation', annotation, deleteAnnotation, restoreAnnotation],
    ['session', session.id, deleteSession, restoreSession],
    ['conference', conference, deleteConference, restoreConference],
  ]
  for (const [type, id, remove, restore] of things) {
    const told = async () => {
      const where = { teamId, subjectType: type as 'link', subjectId: id }
      const rows = await db.event.findMany({ where, orderBy: { seq: 'asc' } })
      return rows.map(({ verb }) => verb).filter((verb) => verb !== 'created')
    }
    const tries = (act: Change) => [act, act].map((one) => () => one(editor, id))
    for (const attempt of tries(remove)) await attempt()
    expect({ type, told: await told() }).toEqual({ type, told: ['deleted'] })
    for (const [who, code] of [
      [stranger, /NOT_FOUND/],
      [viewer, /NOT_FOUND|FORBIDDEN/],
    ] as const) {
      for (const act of [remove, restore]) {
        await expect(act(who, id)).rejects.toMatchObject({ code: expect.stringMatching(code) })
      }
    }
    for (const attempt of tries(restore)) await attempt()
    expect({ type, told: await told() }).toEqual({ type, told: ['deleted', 'restored'] })
    // At once, the one as well as the other
    for (const act of [remove, restore]) {
      await Promise.all([act(editor, id), act(editor, id)])
    }
    expect({ type, told: await told() }).toEqual({
      type,
      told: ['deleted', 'restored', 'deleted', 'restored'],
    })
  }
  await expect(trashLink(editor, newId())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const elsewhere = removeEntry(editor, entry, newId())
  await expect(elsewhere).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('of what somebody wrote for themselves nothing is told, there or in the trash', async () => {
  const { editor, owner, viewer } = await createTeam()
  const session = await createSession(editor.teamId)
  const given = { audience: 'me', kind: 'follow_up' } as const
  const { id } = await createAnnotation(editor, session, given)
  const assign = (member: Member, it: string) =>
    assignAnnotation(member, { id: it, revision: 1, owner: owner.userId, due: null })
  const acts = [deleteAnnotation, restoreAnnotation, closeAnnotation, reopenAnnotation, assign]
  const nobody = async () => {
    for (const who of [owner, viewer]) {
      for (const act of acts) {
        await expect(act(who, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      }
      expect(await getAnnotationRecord(who, id)).toBeNull()
    }
  }
  await nobody()
  await deleteAnnotation(editor, id)
  await nobody()
})
