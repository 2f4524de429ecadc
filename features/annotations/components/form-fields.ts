import { filled } from './passage-field'

/** What a form would send, as text by name; of buttons the one that was pressed. */
export function fieldsOf(form: HTMLFormElement, submitter?: HTMLElement | null) {
  return Object.fromEntries(
    [...new FormData(form, submitter)].flatMap(([name, value]) =>
      typeof value === 'string' && !name.startsWith('$ACTION') ? [[name, value]] : [],
    ),
  ) as Record<string, string>
}

/** Puts values into the controls of their names, which a reader sees. */
export function fill(form: HTMLFormElement, values: Record<string, string>): void {
  for (const control of form.elements) {
    const named =
      control instanceof HTMLTextAreaElement ||
      control instanceof HTMLSelectElement ||
      (control instanceof HTMLInputElement && control.type !== 'hidden')
    const value = named && values[control.name]
    if (named && typeof value === 'string') control.value = value
  }
  form.dispatchEvent(new Event(filled))
}
