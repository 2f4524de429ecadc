import { linksOf } from './markdown-tokens'
import { dedented, type Element } from './note-elements'
import type { Chosen, NoteHeading } from './note-levels'
import { isPersonal, isQuestionHeading } from './note-sentences'
import { speakersBelow } from './note-speakers'
import type { NoteSession, Notes } from './note-types'
import { type Reading, type Unit, unit, unitsOf } from './note-units'

const onlyLetters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

type Pending = { level: number; text: string; words: string; line: number }

/** What a bold line names when it is no sentence and no word for what follows: "Stackrox (security)". */
function topicOf(above: Pending | undefined): string {
  if (!above || above.level < 7) return ''
  const name = above.words.replace(/[(（].*$/, '').trim()
  const general =
    /^(links?|resources?|references?|slides?|videos?|tools?|talks?|more|链接|资源|演讲|工具)$/i
  const short = /\p{Script=Han}/u.test(name) ? name.length <= 8 : name.split(/\s+/).length <= 3
  return short && name.length <= 24 && !general.test(name) && !/[.:：。，,?!]/.test(name)
    ? name
    : ''
}

/** Puts the pieces together, in the order of the text. */
export class NoteBuilder {
  private readonly days: Notes['days'] = []
  private readonly groups: Notes['groups'] = []
  private readonly sessions: NoteSession[] = []
  /** Headings inside of the session whose text has not come yet */
  private pending: Pending[] = []
  private under: Pending[] = []
  private day: string | null = null
  private group: NoteHeading | null = null
  private current: NoteSession | null = null

  constructor(
    private readonly reading: Reading,
    private readonly chosen: Chosen,
  ) {}

  front(text: string): void {
    const fenced = `\`\`\`yaml\n${text.replace(/^---\n|\n---\s*$/g, '')}\n\`\`\``
    this.push(unit('takeaway', fenced, 1))
  }

  heading(heading: NoteHeading, element: Element): void {
    const { level, words, line, day } = heading
    const { only, level: sessionLevel } = this.chosen
    if (day && level < 7) {
      this.end()
      this.day = day.date
      this.days.push({ date: day.date, heading: words, line })
      this.group = heading
    } else if (heading === this.chosen.title) {
      this.end()
      this.group = heading
    } else if (heading === only || (sessionLevel > 0 && level <= sessionLevel)) {
      this.end()
      // Above sessions it may be no more than their track: that shows with the next line
      if (level < sessionLevel) this.group = heading
      else this.begin(heading)
    } else {
      this.inside(heading, element)
      return
    }
    this.more(heading, element)
  }

  /** What a heading holds besides its words: an address, a picture. */
  private more({ words, line }: NoteHeading, element: Element): void {
    const inline = element.tokens[1]
    const text = inline?.content.trim() ?? ''
    if (onlyLetters(text) === onlyLetters(words)) return
    const [link] = linksOf(inline?.children)
    this.push(unit(link ? 'link' : 'takeaway', text, line, { address: link?.href ?? '' }))
  }

  add(element: Element): void {
    const asked = isQuestionHeading(this.under.at(-1)?.words ?? this.current?.title ?? '')
    for (const one of unitsOf(element, this.reading, asked)) this.push(one)
  }

  /** @param title for what stands above all headings */
  finish(title: string) {
    this.end()
    const { days, groups, sessions } = this
    for (const session of sessions) {
      session.title ||= title
      if (session.speakers.length > 0) continue
      const lines = session.blocks.slice(0, 3).flatMap(({ text }) => text.split('\n'))
      session.speakers = speakersBelow(lines.filter((line) => line.trim()))
    }
    return { days, groups, sessions }
  }

  private inside({ level, words, line }: NoteHeading, element: Element): void {
    const text = dedented(this.reading.lines.slice(element.start, element.end))
    this.settle(level)
    this.under = [...this.under.filter((one) => one.level < level), { level, text, words, line }]
    this.pending.push({ level, text, words, line })
  }

  private push(one: Unit): void {
    this.current ?? this.begin(this.group)
    const session = this.current
    if (!session) return
    const last = session.blocks.at(-1)
    const answers = /^(?:\*\*)?(?:答案?|回答|A|Answer)\s*\d{0,3}\s*(?:\*\*)?\s*[:：]/i.exec(
      one.text,
    )?.[0]
    if (answers && last?.kind === 'question' && !last.answer && this.pending.length === 0) {
      last.answerMark = answers
      last.answer = one.text.slice(answers.length).trim()
      return
    }
    const under = this.under.map(({ words }) => words)
    const topic = one.kind === 'link' ? topicOf(this.under.at(-1)) : ''
    const headings = this.pending
    this.pending = []
    const above = headings.map(({ text }) => text).join('\n\n')
    const line = headings[0]?.line ?? one.line
    if (one.kind === 'takeaway' && above) {
      session.blocks.push({ ...one, text: `${above}\n\n${one.text}`, line, under, topic })
      return
    }
    if (above) session.blocks.push({ ...unit('takeaway', above, line), under, topic: '' })
    // A list that a sentence announces belongs to it
    const announced = last && last.kind === 'takeaway' && /[:：]\s*$/.test(last.text) && !above
    if (announced && one.kind === 'takeaway' && /^\s*([-*+]|\d+[.)])\s/.test(one.text)) {
      last.text += `\n\n${one.text}`
    } else session.blocks.push({ ...one, under, topic })
  }

  private begin(heading: NoteHeading | null): void {
    const { words = '', title = '', speakers = [], line = 1, day = null } = heading ?? {}
    const named = day ? day.rest || words : title
    this.current = {
      ...{ heading: words, title: named, speakers, day: this.day, line },
      personal: isPersonal(title),
      contents: /^(table of )?contents$|^toc$|^目录$/i.test(words.trim()),
      blocks: [],
    }
    this.sessions.push(this.current)
    if (heading === this.group) this.group = null
  }

  /** Headings that got no text: a gap each, unless deeper ones follow. */
  private settle(level: number): void {
    const empty = this.pending.filter((one) => one.level >= level)
    this.pending = this.pending.filter((one) => one.level < level)
    for (const { text, line, level: own } of empty) {
      const kind = own < 7 ? 'gap' : 'takeaway'
      const above = this.under.filter((one) => one.level < own).map(({ words }) => words)
      this.current ??= null
      if (!this.current) this.begin(this.group)
      this.current?.blocks.push({
        ...unit(kind, text.replace(/^#+\s*/, ''), line),
        under: above,
        topic: '',
      })
    }
  }

  private end(): void {
    this.settle(0)
    if (this.group && !this.current) {
      const { words, line, day } = this.group
      if (!day) this.groups.push({ heading: words, line })
    }
    if (this.current && this.current.blocks.length === 0) {
      this.current.blocks.push({ ...unit('gap', '', this.current.line), under: [], topic: '' })
    }
    this.current = null
    this.group = null
    this.under = []
  }
}
