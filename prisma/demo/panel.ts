import { type Author, authors, type Talk } from './notes'

// The largest session of the demo: a panel of an hour about twenty-five things that teams stopped
// doing, which eight people annotated together. Made from a table, so that there is much of it: 300
// annotations, 200 comments, a transcript of 1,500 cues.

/** What was stopped, why it hurt, what came in its place, and what that changed. */
const stopped: [what: string, why: string, instead: string, change: string][] = [
  [
    'the weekly change board',
    'it approved everything, a week late',
    'a checklist in the merge request',
    'lead time from nine days to one',
  ],
  [
    'shell access to production',
    'nobody knew who had changed what',
    'recorded break-glass sessions',
    'forty logins a week became two',
  ],
  [
    'alerts on processor load',
    'they woke people for batch jobs',
    'alerts on what users notice',
    'pages per week from 31 to 6',
  ],
  [
    'one build server per team',
    'eleven of them were never patched',
    'shared runners with a budget',
    'patched within a day, all of them',
  ],
  [
    'hand-written firewall tickets',
    'a typo took two weeks to find',
    'policies next to the service',
    'a rule now takes an hour',
  ],
  [
    'the golden image',
    'it was golden in 2021',
    'small images built every night',
    'no image is older than a week',
  ],
  [
    'estimating in hours',
    'the sum was always wrong',
    'three sizes and a throughput chart',
    'planning takes half a morning',
  ],
  [
    'long-lived staging',
    'everybody tested somebody else’s change',
    'an environment per change',
    'a queue of six became none',
  ],
  [
    'dashboards for executives',
    'they were opened twice a year',
    'a written page every month',
    'questions come back in a day',
  ],
  [
    'retrying everything',
    'one slow service took down four',
    'a retry budget in the client',
    'no cascade since March',
  ],
  [
    'a wiki page per incident',
    'nobody found the second one',
    'reviews beside the code',
    'half of the actions are closed in a month',
  ],
  [
    'nightly restarts',
    'they hid a leak for three years',
    'a heap profile every hour',
    'the leak was one line',
  ],
  [
    'one cluster for all',
    'an upgrade needed forty signatures',
    'five small ones, one of them disposable',
    'upgrades every six weeks',
  ],
  [
    'keeping logs for ever',
    'search took minutes and money',
    'two weeks, and a year for incidents',
    'a third of the bill',
  ],
  [
    'the architecture committee',
    'decisions were made in the corridor anyway',
    'short records that anybody may write',
    'sixty records in a year',
  ],
  [
    'rotating keys by hand',
    'the reminder went to somebody who had left',
    'certificates for a day',
    'no expiry at the weekend any more',
  ],
  [
    'blameless reviews without actions',
    'the same outage came back',
    'two actions, each with a date',
    'repeats from five to one',
  ],
  [
    'a feature flag for everything',
    'nobody dared to remove one',
    'flags that expire',
    '412 flags became 38',
  ],
  [
    'on-call for one’s own service only',
    'the night shift was six people, always the same',
    'two rotations, shared runbooks',
    'one week in nine instead of one in four',
  ],
  [
    'forking upstream charts',
    'every upgrade was a merge',
    'patches sent upstream first',
    'three forks left, from twenty-two',
  ],
  [
    'mandatory service mesh',
    'latency nobody had asked for',
    'the mesh only where traffic is split',
    'p99 down by eight milliseconds',
  ],
  [
    'the quarterly disaster test',
    'it was rehearsed for weeks',
    'small failures every Tuesday',
    'restores in twenty minutes',
  ],
  [
    'counting deployments',
    'people split them to look good',
    'asking users what got better',
    'an honest conversation',
  ],
  [
    'a platform team that takes tickets',
    'the queue was the product',
    'self-service with an escape hatch',
    'tickets down by two thirds',
  ],
  [
    'saying yes to every tool',
    'eight ways to ship a log line',
    'one paved road, exceptions with an end date',
    'four exceptions, all with owners',
  ],
]

const panel = ['Ines Carvalho', '陈晓', 'Amara Nwosu', 'Mei Tanaka'] as const

/** The nth of a list that begins anew at its end. */
function nth<T>(all: readonly [T, ...T[]], index: number): T {
  return all[index % all.length] ?? all[0]
}

const secondsEach = 144
const clock = (seconds: number) =>
  `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/** The twelve notes that were taken on one of the twenty-five. */
function notesOn([what, why, instead, change]: (typeof stopped)[number], index: number) {
  const at = (part: number) => clock(index * secondsEach + part * 11 + 2)
  const by = (offset: number): Author => nth(authors, index * 3 + offset)
  const speaker = nth(panel, index)
  const open = index % 9 === 4
  const notes: Talk['notes'] = [
    { by: by(0), kind: 'takeaway', text: `${at(0)} They stopped **${what}**: ${why}.` },
    {
      by: by(1),
      kind: 'quote',
      text: `${at(1)} We kept it because it was ours. ${upper(why)}.`,
      speaker,
    },
    { by: by(2), kind: 'takeaway', text: `${at(2)} In its place: ${instead}.` },
    {
      by: by(3),
      kind: 'question',
      text: `${at(3)} How long did ${what} go on beside its successor?`,
      speaker,
      ...(!open && {
        answer: { by: by(4), text: 'A quarter, then it was switched off for good.' },
      }),
    },
    { by: by(4), kind: 'takeaway', text: `${at(4)} 结果：${change}。` },
    // Three pictures are still to come; the other slides were written down
    {
      by: by(5),
      kind: open ? 'photo' : 'takeaway',
      text: `${at(5)} The slide says: ${change}.`,
      slide: index + 3,
    },
    {
      by: by(6),
      kind: 'follow_up',
      text: `${at(6)} See whether we still do this: ${what}.`,
      owner: by(6),
      dueIn: 3 + index,
      done: !open,
    },
    {
      by: by(7),
      kind: 'takeaway',
      text: `${at(7)} - before: ${what}\n- after: ${instead}\n- result: ${change}`,
    },
    { by: by(1), kind: 'decision', text: `${at(8)} We try it for a month: ${instead}.` },
    {
      by: by(2),
      kind: 'link',
      text: `${at(9)} Their write-up: https://example.org/stopped/${index + 1}`,
    },
    { by: by(3), kind: 'quote', text: `${at(10)} 少做一件事，比多做一件事难。`, speaker: '陈晓' },
    {
      by: by(5),
      kind: 'takeaway',
      text: `${at(11)} What I would ask first: who misses ${what}? Nobody on this stage does.`,
    },
  ]
  return notes.map((note, part) => ({
    ...note,
    ...(part < 3 && { comments: threadOn(part, index, what) }),
  }))
}

/** Eight comments on each of the twenty-five: three, three and two. */
function threadOn(part: number, index: number, what: string): [Author, string][] {
  const by = (offset: number): Author => nth(authors, index + part * 2 + offset)
  const first: [Author, string] = [
    by(1),
    nth([`Do we still have ${what}?`, 'We had the same for years.', '我们也有这个问题。'], part),
  ]
  const second: [Author, string] = [
    by(2),
    nth(['In two places, I think.', 'Since the second reorganisation.', '下周一起看看。'], index),
  ]
  const third: [Author, string] = [by(3), nth(['I look it up.', 'Agreed.', '同意。'], index + part)]
  return part === 2 ? [first, second] : [first, second, third]
}

export const panelTalk: Talk = {
  title: 'Panel: what we stopped doing',
  notes: stopped.flatMap(notesOn),
  discussion: [],
}

/** What is said on the stage about one of the twenty-five, in sixty lines of a breath each. */
function saidOn([what, why, instead, change]: (typeof stopped)[number]): string[] {
  const told = [
    `Let us talk about ${what}`,
    'because I see some of you smiling already.',
    'When I joined it had been there for years,',
    'and nobody could tell me who had begun it.',
    'We asked around.',
    `What we heard was that ${why}.`,
    'Not once, but again and again.',
    'So we wrote down what it cost us.',
    'In hours first, because that is what one can count,',
    'and then in people who had given up.',
    'The second list was longer.',
    'Then somebody asked the obvious question:',
    'what happens if we simply stop?',
    'And the room was quiet.',
    `Our answer was ${instead}.`,
    'It is not clever.',
    'It took us three weeks to build',
    'and three months to believe in.',
    `Today I can say: ${change}.`,
    'That is the number that I would put on a slide.',
  ]
  const asked = [
    'May I ask something here?',
    'Was there somebody who wanted to keep it?',
    'Of course there was.',
    'There always is, and they had good reasons.',
    'We listened, and we wrote the reasons down.',
    `Two of them we still solve with ${instead}.`,
    'The others turned out to be habits.',
    '习惯比工具更难改。',
    '我们当时也是这样，',
    '先停一个月，看看谁会来找我们。',
    '没有人来。',
    'That is the best test that I know.',
    'Switch it off on a Monday morning,',
    'be there, be kind, and wait.',
    'If nobody calls until Friday, it is over.',
    'And if somebody calls?',
    'Then you have found your user.',
    'Talk to them before you switch it on again.',
    'Most of the time they need a tenth of it.',
    'And that tenth is easy to keep.',
  ]
  const closed = [
    'How did you tell people?',
    'With a date, and with a name to write to.',
    'Never with a survey.',
    'A survey asks for opinions,',
    'a date asks for plans.',
    'I like that.',
    'We put the date on the wall, too.',
    'Next to the coffee machine.',
    'That is our change management.',
    'It works better than the one before.',
    'What would you do differently?',
    'Begin earlier.',
    'And write less about it.',
    'One page is enough.',
    'We had a plan of forty.',
    'Nobody read it, not even the four of us.',
    `So, to sum up: ${what} is gone.`,
    `Instead there is ${instead}.`,
    `And what it brought us: ${change}.`,
    'Thank you. Who is next?',
  ]
  return [...told, ...asked, ...closed]
}

/** The transcript of the hour, as WebVTT: 1,500 cues of 2.4 seconds. */
export function panelTranscript(): string {
  const stamp = (ms: number) => new Date(ms).toISOString().slice(11, 23)
  const cues = stopped.flatMap((one, topic) =>
    saidOn(one).map((text, line) => {
      const from = (topic * 60 + line) * 2_400
      const voice = line % 20 === 0 ? `<v ${nth(panel, topic + line / 20)}>` : ''
      return `${stamp(from)} --> ${stamp(from + 2_400)}\n${voice}${text}`
    }),
  )
  return `WEBVTT\n\n${cues.join('\n\n')}\n`
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
