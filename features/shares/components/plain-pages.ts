import { type Html, html } from '@/components/ui/html'

/** One answer for every address that opens nothing: unknown, expired, revoked and withdrawn alike. */
export function nothingHere(words: { title: string; text: string }): Html {
  return html`<h1>${words.title}</h1>
<p class="facts">${words.text}</p>`
}

type PasswordWords = { title: string; text: string; label: string; open: string; wrong?: string }

/** Asks for the password of a share, by a plain form. It tells nothing of what is behind it. */
export function passwordForm(words: PasswordWords): Html {
  const { title, text, label, open, wrong } = words
  return html`<h1>${title}</h1>
<p class="facts">${text}</p>
<form method="post">
<label>${label}
<input type="password" name="password" required maxlength="200" autocomplete="off" autofocus${wrong && html` aria-invalid="true" aria-describedby="wrong"`}>
${wrong && html`<span class="wrong" id="wrong" role="alert">${wrong}</span>`}</label>
<button type="submit">${open}</button>
</form>`
}
