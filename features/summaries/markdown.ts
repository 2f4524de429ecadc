/** An annotation as it stands in a text that is sent on. `answer` names who gave it. */
export type Promoted = {
  source: string
  quoted: boolean
  speaker: string
  answer: { by: string; source: string } | null
  /** Author, kind, moment: who said it where */
  credits: string[]
}

/**
 * A summary as Markdown: the team's words as they wrote them, the words of annotations with their
 * authors below. `title` and names are plain text.
 */
export function summaryMarkdown(title: string, parts: (string | Promoted)[]): string {
  const texts = parts.map((part) => (typeof part === 'string' ? part : promoted(part)))
  return `${[`# ${plain(title)}`, ...texts].join('\n\n')}\n`
}

function promoted({ source, quoted, speaker, answer, credits }: Promoted): string {
  const said = speaker && quoted ? `${source}\n\n— ${plain(speaker)}` : source
  const body = quoted ? said.replace(/^/gm, '> ').replace(/^> $/gm, '>') : said
  const answered = answer && `**${plain(answer.by)}:** ${answer.source}`
  return [body, answered, `*— ${plain(credits.join(', '))}*`].filter(Boolean).join('\n\n')
}

/** Text as one line in which nothing is a mark of Markdown. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#&]/g, '\\$&')
}
