/** Which words in a sentence of notes make it more than a takeaway. */

export type SentenceKind = 'takeaway' | 'follow_up' | 'photo' | 'gap' | 'decision'

const photoSlot =
  /(插入|补上|补一?张|添加|贴)\s*(一?张)?(照片|图片|截图)|(照片|图片|截图)\s*(待|后)?(插入|加入|补上?)|insert (a |the )?(photo|picture|image|screenshot)( here)?|(photo|picture|screenshot)s? (to be (added|inserted)|to follow|to come|will follow)|\[(photo|picture|screenshot)\]|\((see )?(screenshot|photo|picture) on (my )?phone\)/i
const gap =
  /记录不下来|没(有)?记(下来|住|录)|没(听|看)(懂|清|到)|来不及记|睡着了|too (sleepy|tired)|fell asleep|missed (this|the rest|the (start|beginning|end))|lost in an accident|computer crashed|could ?n[o']t (record|catch|follow|hear)|did ?n[o']t (catch|get|hear) (this|that|it|the rest)/i
// "When I am home again" without anything to do there is a wish
const followUp =
  /回去(?!以?后|之后|的时候)|待办|有空再|以后再看|回头(再)?看|look (it|this|that|them|these) up|look into (it|this|that)|(check|read|watch|try) (it|this|that|them|these)( out)? later|follow[- ]up on|research (this|it) (more|further)|to investigate|should (probably )?(look at|check out|stand up|try)/i
/** In capitals: "to do" is an ordinary verb */
const sign = /\b(TODO|FIXME)\b/
const decision = /^\s*(decision|decided|we decided|决定|决议|结论是)\s*[:：]/i

/** What a single sentence is. */
export function kindOfSentence(sentence: string): SentenceKind {
  if (photoSlot.test(sentence)) return 'photo'
  if (gap.test(sentence)) return 'gap'
  if (followUp.test(sentence) || sign.test(sentence)) return 'follow_up'
  return decision.test(sentence) ? 'decision' : 'takeaway'
}

/** Whether the sentence says nothing beyond its sign: "Insert photo." */
export function isOnlySign(sentence: string): boolean {
  const rest = sentence.replace(new RegExp(photoSlot, 'gi'), '')
  return photoSlot.test(sentence) && !/[\p{L}\p{N}]/u.test(rest)
}

/** A text in sentences; joined they are the text again. Lines end a sentence too. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[。！？\n][”"』」）)]*)(?![”"』」）)])|(?<=[.!?]["')]?\s)/).filter(Boolean)
}

/** A text cut where what is said changes its kind; plain sentences stay together. */
export function runsOf(text: string): { kind: SentenceKind; text: string }[] {
  const runs: { kind: SentenceKind; text: string }[] = []
  for (const sentence of sentencesOf(text)) {
    const kind = kindOfSentence(sentence)
    const last = runs.at(-1)
    if (last && last.kind === kind && kind === 'takeaway') last.text += sentence
    else if (last && !/[\p{L}\p{N}]/u.test(sentence)) last.text += sentence
    else runs.push({ kind, text: sentence })
  }
  return runs
}

/** Thoughts of one's own, which nobody else is shown unless their writer says so. */
export const isPersonal = (heading: string) =>
  /(个人|我的)?(感想|感悟|心得|体会|随想|反思|日记)$|^(my |personal )(thoughts?|reflections?|opinions?|plans?|diary|remarks)|^(diary|journal|note to self|private)\b/i.test(
    heading.trim(),
  )

export const question =
  /^\s*(?:\*\*)?(?:问题?|提问|疑问|Q|Question)\s*\d{0,3}\s*(?:\*\*)?\s*[:：、](?:\*\*)?\s*/i
export const answer =
  /^\s*(?:\*\*)?(?:答案?|回答|A|Answer)\s*\d{0,3}\s*(?:\*\*)?\s*[:：、](?:\*\*)?\s*/i
export const isQuestionHeading = (heading: string) =>
  /^(questions?|q\s*(&|\+|and)\s*a|提问|问答|问题)\s*[:：]?$/i.test(heading.trim())
