// Words as others give them: a page of the web, an address, a form.

/** One line of a text, without what cannot be seen and what turns the direction of its surroundings. */
export function clean(text: string): string {
  return withoutUnseen(text.normalize('NFC'))
    .replace(/[\p{Cc}\p{Co}\p{Cs}\s]+/gu, ' ')
    .trim()
}

/** Without the marks that turn the direction of what stands around them, or only hide something. */
export function withoutUnseen(text: string): string {
  return text.replace(unseen, '')
}

// The two joiners of zero width stay: scripts and emoji are written with them
const unseen =
  /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
