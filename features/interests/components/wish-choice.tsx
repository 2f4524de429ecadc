'use client'

import { usePressed } from '@/components/ui/pressed'
import { SegmentedButtons } from '@/components/ui/segmented'
import type { Wish } from '../schema'
import { WishForm, type WishFormProps } from './wish-form'

type WishChoiceProps = Omit<WishFormProps, 'children'> & {
  /** Short id of the session. */
  id: string
  wish: Wish | null
  /** When the page was drawn, ISO. */
  drawn: string
  label: string
  names: Record<Wish, string>
}

/** What the reader wants of one session; the chosen one pressed again takes it back. */
export function WishChoice({ id, wish, drawn, label, names, ...form }: WishChoiceProps) {
  const now = usePressed(`wish:${id}`, drawn) ?? wish
  const option = (it: Wish) => ({ value: `${it === now ? 'none' : it}:${id}`, label: names[it] })
  return (
    <WishForm {...form}>
      <SegmentedButtons
        name="act"
        label={label}
        options={[option('now'), option('later'), option('skip')]}
        current={`none:${id}`}
      />
    </WishForm>
  )
}
