import { useEffect, useRef } from 'react'
import { declareKeys, type Key } from './keys'

/**
 * Declares keys as long as the component is on the page. What they do may change with every
 * rendering; the words come as props, like all words of the browser.
 */
export function useKeys(keys: Key[]): void {
  const latest = useRef(keys)
  latest.current = keys
  const said = keys
    .map(({ key, label = '', group = '' }) => `${key}\n${label}\n${group}`)
    .join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: declared anew only if the list changes
  useEffect(
    () =>
      declareKeys(
        latest.current.map(({ run, ...key }, index) => ({
          ...key,
          ...(run && { run: () => latest.current[index]?.run?.() }),
        })),
      ),
    [said],
  )
}
