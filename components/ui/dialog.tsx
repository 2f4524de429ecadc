import X from 'lucide-react/icons/x'
import type { ComponentProps, ReactNode } from 'react'
import { Button } from './button'

type DialogProps = {
  id: string
  title: string
  /** Name of the closing button. */
  closeLabel: string
  onClose?: () => void
  children: ReactNode
}

/**
 * The browser's own modal dialog, opened by a `DialogButton` with the same id. It needs no script
 * where invoker commands are known; elsewhere `PageBehaviour` carries them out. An `ActionForm`
 * inside closes it once it was accepted.
 */
export function Dialog({ id, title, closeLabel, onClose, children }: DialogProps) {
  return (
    <dialog
      id={id}
      className="dialog"
      aria-labelledby={`${id}-title`}
      closedby="any"
      onClose={onClose}
    >
      <h2 id={`${id}-title`} className="mb-3 pr-8 text-lg">
        {title}
      </h2>
      {children}
      {/* Last, so that the dialog opens with the focus on its content. */}
      <form method="dialog" className="absolute top-3 right-3">
        <button
          type="submit"
          className="button button-quiet button-icon"
          aria-label={closeLabel}
          title={closeLabel}
        >
          <X aria-hidden />
        </button>
      </form>
    </dialog>
  )
}

type DialogButtonProps = ComponentProps<typeof Button> & {
  dialog: string
  command?: 'show-modal' | 'close'
}

/** Opens (or closes) the dialog with that id. */
export function DialogButton({ dialog, command = 'show-modal', ...props }: DialogButtonProps) {
  const invoker = { command, commandfor: dialog }
  return <Button {...invoker} {...props} />
}
