'use client'

import { lazy, Suspense, useState } from 'react'
import type { FormAction } from '@/components/ui/action-form'
import { useKeys } from '@/components/ui/use-keys'
import type { AddWords } from './add-dialog'
import { addableHere } from './addable'

const AddDialog = lazy(() =>
  import('./add-dialog').then(({ AddDialog }) => ({ default: AddDialog })),
)

type AddKeyProps = {
  action: FormAction
  /** Where is told what an address leads to, and the lists. */
  url: string
  words: AddWords & { key: string }
}

/** `s` adds what the focus is on, or the page, to a list; the dialog is fetched when it is asked for. */
export function AddKey({ action, url, words }: AddKeyProps) {
  const [address, setAddress] = useState<string | null>(null)
  useKeys([
    {
      key: 's',
      label: words.key,
      group: 'page',
      run: () => {
        const here = addableHere()
        if (!here) return false
        setAddress(here)
      },
    },
  ])
  if (!address) return null
  return (
    <Suspense fallback={null}>
      <AddDialog {...{ action, url, words, address }} onClose={setAddress} />
    </Suspense>
  )
}
