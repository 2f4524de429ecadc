import { useKeys } from '@/components/ui/use-keys'
import type { CardRow, CardsShared } from './card-rows'
import { pressInFocused, stepToCard } from './focused'

/** The keys of a column: from card to card, and what one may do with the card that has the focus. */
export function useCardKeys(rows: CardRow[], { words }: CardsShared): void {
  const go = { group: 'note', repeats: true } as const
  const editable = rows.some(({ can }) => can?.includes('edit'))
  useKeys(
    rows.length === 0
      ? []
      : [
          { ...go, key: 'j', label: words['keys.next'], run: () => stepToCard(1) },
          { ...go, key: 'k', label: words['keys.previous'], run: () => stepToCard(-1) },
          ...(editable
            ? [
                {
                  ...{ key: 'e', label: words['keys.edit'], group: 'note' as const },
                  run: () => pressInFocused('e'),
                },
              ]
            : []),
        ],
  )
}
