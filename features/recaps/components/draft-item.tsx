import type { Offered } from '../draft'

type DraftItemProps = { item: Offered; kind: string; facts: (string | null | false)[] }

/** Something that can be chosen, with its box: what it is, how it begins, whose it is and who sees it. */
export function DraftItem({ item, kind, facts }: DraftItemProps) {
  const { value, text, chosen } = item
  return (
    <li>
      <input type="hidden" name="shown" value={value} />
      <label className="check">
        <input type="checkbox" name="chosen" value={value} defaultChecked={chosen} />
        <span className="recap-item">
          <span dir="auto">{text || '…'}</span>
          <span className="entry-facts">
            <span className="badge">{kind}</span> {facts.filter(Boolean).join(' · ')}
          </span>
        </span>
      </label>
    </li>
  )
}
