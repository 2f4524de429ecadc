'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'

type ZoneProposalProps = {
  /** The label, with `{zone}` where the name goes. */
  label: string
  /** Name of the select that it fills in. */
  control: string
  /** Chooses the zone at once, where nothing was chosen before. */
  preset: boolean
}

/** Offers the browser's own time zone for a select of the form around it. */
export function ZoneProposal({ label, control, preset }: ZoneProposalProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [zone, setZone] = useState<string | null>(null)

  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const select = selectOf(button.current, control)
    if (!select || ![...select.options].some(({ value }) => value === timeZone)) return
    if (preset && !select.value) select.value = timeZone
    else if (select.value !== timeZone) setZone(timeZone)
  }, [control, preset])

  function take() {
    const select = selectOf(button.current, control)
    if (select && zone) select.value = zone
    setZone(null)
  }
  return (
    <Button
      ref={button}
      variant="quiet"
      hidden={!zone}
      onClick={take}
      className="justify-self-start"
    >
      {label.replace('{zone}', zone ?? '')}
    </Button>
  )
}

function selectOf(button: HTMLButtonElement | null, name: string): HTMLSelectElement | null {
  const control = button?.form?.elements.namedItem(name)
  return control instanceof HTMLSelectElement ? control : null
}
