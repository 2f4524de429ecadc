'use client'

import { createContext, type ReactNode, useContext } from 'react'

export type UiTexts = {
  /** Name of the button that takes a toast away. */
  dismiss: string
  /** Said when a form could not be sent; what was typed is still there. */
  unreachable: string
  /** After the label of a field that may stay empty. */
  optional: string
}

const none: UiTexts = { dismiss: '', unreachable: '', optional: '' }

const UiTextsContext = createContext(none)

/** The few words that client primitives say themselves. The frames provide them. */
export function UiTextsProvider({ texts, children }: { texts: UiTexts; children: ReactNode }) {
  return <UiTextsContext value={texts}>{children}</UiTextsContext>
}

export function useUiTexts(): UiTexts {
  return useContext(UiTextsContext)
}
