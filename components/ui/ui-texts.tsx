'use client'

import { createContext, type ReactNode, useContext } from 'react'

export type UiTexts = {
  /** Name of the button that takes a toast away. */
  dismiss: string
  /** Said when a form could not be sent; what was typed is still there. */
  unreachable: string
  /** After the label of a field that may stay empty. */
  optional: string
  /** What the page says that takes the place of one that failed. */
  failure: { title: string; text: string; away: string; again: string }
}

const none: UiTexts = {
  dismiss: '',
  unreachable: '',
  optional: '',
  failure: { title: '', text: '', away: '', again: '' },
}

const UiTextsContext = createContext(none)

/** The few words that client primitives say themselves. The root layout provides them. */
export function UiTextsProvider({ texts, children }: { texts: UiTexts; children: ReactNode }) {
  return <UiTextsContext value={texts}>{children}</UiTextsContext>
}

export function useUiTexts(): UiTexts {
  return useContext(UiTextsContext)
}
