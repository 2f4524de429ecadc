import type { Key } from '@/components/ui/keys'
import { useKeys } from '@/components/ui/use-keys'
import type { CardRow, CardsShared } from './card-rows'
import { changeAudience } from './change-audience'
import { focusedAnnotation, pressInFocused, stepToCard } from './focused'

/** The keys of a column: from card to card, and what one may do with the card that has the focus. */
export function useCardKeys(rows: CardRow[], shared: CardsShared): void {
  const { words } = shared
  const anyMay = (right: NonNullable<CardRow['can']>[number]) =>
    rows.some(({ can }) => can?.includes(right))

  // One key for each instead of one to and fro: pressed by mistake, it never shows what was hidden
  function show(audience: 'me' | 'team') {
    const it = rows.find(({ id }) => id === focusedAnnotation()?.id)
    if (!it?.can?.includes('audience')) return false
    void changeAudience(it, audience, shared)
  }

  const go = { group: 'note', repeats: true } as const
  const steps: Key[] = [
    { ...go, key: 'j', label: words['keys.next'], run: () => stepToCard(1) },
    { ...go, key: 'k', label: words['keys.previous'], run: () => stepToCard(-1) },
  ]
  const edit: Key = {
    ...{ key: 'e', label: words['keys.edit'], group: 'note' },
    run: () => pressInFocused('e'),
  }
  const promote: Key = {
    ...{ key: 'p', label: words['keys.promote'], group: 'note' },
    run: () => pressInFocused('p'),
  }
  const promotable = rows.some(({ can, promoted }) => can?.includes('promote') && !promoted)
  const audience: Key[] = [
    { key: 'v', label: words['keys.forMe'], group: 'note', run: () => show('me') },
    { key: 'Shift+V', label: words['keys.forTeam'], group: 'note', run: () => show('team') },
  ]
  useKeys([
    ...(rows.length > 0 ? steps : []),
    ...(anyMay('edit') ? [edit] : []),
    ...(promotable ? [promote] : []),
    ...(anyMay('audience') ? audience : []),
  ])
}
