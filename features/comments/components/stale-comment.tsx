import { type RefObject, useEffect, useState } from 'react'
import { useFormState } from '@/components/ui/action-form'
import { Difference } from '@/features/annotations/components/difference'
import { useComments } from './comment-context'

type StaleProps = {
  /** The revision that the words in the form would replace */
  seen: number
  comment: { source: string; revision: number }
  mark: RefObject<HTMLInputElement | null>
}

/**
 * Names the revision that was seen. Once the comment says something else than when its editing began,
 * both texts are shown with their difference: saving replaces what is stored, now that it was seen,
 * and either one is kept.
 */
export function StaleComment({ seen, comment: { source, revision }, mark }: StaleProps) {
  const { texts } = useComments()
  const { errors, values } = useFormState()
  const [typed, setTyped] = useState(source)
  const stale = 'revision' in errors || (seen !== revision && typed !== source)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the form shows another text where nothing was typed
  useEffect(() => {
    const area = mark.current?.form?.querySelector('textarea')
    if (!area) return
    const note = () => setTyped(area.value)
    note()
    area.addEventListener('input', note)
    return () => area.removeEventListener('input', note)
  }, [mark, source])

  return (
    <>
      <input type="hidden" name="revision" value={revision} />
      {stale && (
        <div className="notice note-stored">
          <p role="status">{texts.newer}</p>
          <b>{texts.storedNow}</b>
          <p className="note-typed">{source}</p>
          <b>{texts.storedDifference}</b>
          <Difference before={source} after={values?.body ?? typed} words={texts} />
          {/* Enter takes the first button there is, and must save */}
          <button type="submit" hidden />
          <button type="submit" name="keep" value="stored" className="button button-secondary">
            {texts.keepStored}
          </button>
        </div>
      )}
    </>
  )
}
