import { confirmationInput, confirmPlan, withdraw } from '@/features/imports/confirming'
import { importDetail, tellImport } from '@/features/imports/records'
import { teamPut } from '@/lib/api'
import { byId } from '@/lib/records'

/** Confirms an import as the plan says that was read; the same again is a retry. */
export const PUT = teamPut(
  confirmationInput,
  async (member, input) => {
    await confirmPlan(member, input)
    return { created: false, body: await tellImport(member, input.id) }
  },
  { summary: 'api.imports.confirm', answers: importDetail },
)

/** Takes the confirmation back as long as the work has not begun. */
export const DELETE = teamPut(
  byId,
  async (member, { id }) => {
    await withdraw(member, id)
    return { created: false, body: await tellImport(member, id) }
  },
  { summary: 'api.imports.withdraw', answers: importDetail },
)
