import type { AnnotationKind } from '@/prisma/generated/client'

/** Who of the demo team writes for all, see load.ts. */
export const authors = ['wei', 'jun', 'ming', 'sofia', 'lei', 'tomas', 'aisha', 'hana'] as const
export type Author = (typeof authors)[number] | 'priya'

type Note = {
  by: Author
  kind: AnnotationKind
  text: string
  speaker?: string
  slide?: number
  audience?: 'me' | 'team'
  owner?: Author
  /** Days from today until a follow-up is due */
  dueIn?: number
  answer?: { by: Author; text: string }
  done?: boolean
  comments?: [Author, string][]
}

export type Talk = {
  title: string
  notes: Note[]
  discussion: [Author, string][][]
  /** Words of the team, or which of the notes was promoted, counted from 0 */
  summary?: [Author, string | number][]
}

/** What people wrote at the demo conference, by the title of the talk. */
export const talks: Talk[] = [
  {
    title: 'Three years of running code that we did not write',
    notes: [
      {
        by: 'wei',
        kind: 'takeaway',
        text: '02:10 Three mechanisms carry the weight: #seccomp, user namespaces, and a budget for everything. The rest of the talk is what happens when one of them is missing.',
      },
      {
        by: 'jun',
        kind: 'quote',
        text: '04:36 You never know what is behind an image that you did not build.',
        speaker: 'Ben Okafor',
        comments: [
          ['priya', 'This belongs on the wall of our registry team.'],
          ['wei', 'Printed.'],
        ],
      },
      {
        by: 'ming',
        kind: 'question',
        text: '07:52 为什么 iptables 在容器里限制流量不起作用，而 #BPF 可以？',
        answer: {
          by: 'wei',
          text: 'The rules sit in the host namespace; the #BPF filter is attached to the container’s own interface.',
        },
      },
      {
        by: 'wei',
        kind: 'follow_up',
        text: '11:20 Try ingress policies on the lab cluster, so that one break-in stays in one container.',
        owner: 'ming',
        dueIn: 6,
      },
      { by: 'jun', kind: 'photo', text: '15:04 The slide with the attack timeline.', slide: 18 },
      { by: 'ming', kind: 'gap', text: '19:40 太困了，内核攻击那一段没有记下来。' },
      { by: 'jun', kind: 'question', text: '21:30 Does the budget apply per tenant or per node?' },
      {
        by: 'ming',
        kind: 'decision',
        text: '26:15 安全镜像仓库用 #Harbor，分发用 #Dragonfly。',
        comments: [['jun', 'Agreed, @周明. I move the staging registry first.']],
      },
      {
        by: 'wei',
        kind: 'link',
        text: '28:00 Their write-up of the first year: https://example.org/sandpit/year-one',
      },
      {
        by: 'wei',
        kind: 'follow_up',
        text: '30:10 Ask the CI team which runners still mount the container socket.',
        owner: 'wei',
        dueIn: 2,
      },
      {
        by: 'wei',
        kind: 'takeaway',
        text: 'Ask Lena whether they are hiring. She was the best speaker of the day.',
        audience: 'me',
      },
    ],
    discussion: [
      [
        ['priya', '@Lin Wei, do we block the container socket on CI?'],
        ['jun', 'On the shared runners, yes. The two old ones still mount it.'],
        ['ming', '老的两台下周下线。'],
      ],
      [['jun', 'Compare with a sandboxed runtime before we decide.']],
    ],
    summary: [
      [
        'wei',
        '## Why it is worth an hour\n\nRunning other people’s code is our daily business, and this talk has numbers: what broke, how often, and what they would not do again.',
      ],
      ['jun', 0],
      ['jun', 2],
      [
        'ming',
        '## What we do with it\n\n- seccomp 配置先在构建集群上试用\n- the attack timeline as soon as somebody has the slides',
      ],
      ['ming', 7],
      ['wei', 3],
    ],
  },
  {
    title: '可观测性不只是监控',
    notes: [
      {
        by: 'ming',
        kind: 'takeaway',
        text: '03:00 四个方面：指标、警报、日志、追踪。一开始关注指标是合适的。\n\n警报 → 追踪 → 日志分析',
      },
      { by: 'ming', kind: 'quote', text: '08:15 不要让日志成为第一站。', speaker: '陈晓' },
      {
        by: 'jun',
        kind: 'question',
        text: '12:40 How long do they keep traces?',
        answer: { by: 'ming', text: '两周，出过事故的保留一年。' },
      },
      {
        by: 'ming',
        kind: 'follow_up',
        text: '20:00 回去把支付服务的三个关键指标列出来。',
        owner: 'ming',
        dueIn: 3,
      },
    ],
    discussion: [[['wei', 'Worth showing at the platform meeting on Thursday.']]],
  },
  {
    title: 'Boring is a feature: ten years of one platform',
    notes: [
      {
        by: 'priya',
        kind: 'takeaway',
        text: 'Upgrades got cheaper only after they stopped customising.',
        audience: 'me',
      },
      {
        by: 'jun',
        kind: 'takeaway',
        text: '05:00\n- 4 rewrites avoided\n- 1.3 people on call per 100 services\n- every exception has an owner and an end date',
      },
      {
        by: 'wei',
        kind: 'question',
        text: '18:20 Who decided what counts as an exception?',
        answer: { by: 'jun', text: 'A group of three that changes every half year.' },
      },
      {
        by: 'jun',
        kind: 'follow_up',
        text: '31:00 Write down which of our exceptions have no owner.',
        owner: 'jun',
        dueIn: -1,
        done: true,
      },
    ],
    discussion: [],
  },
]

/** Who wants what of the programme, by title. */
export const picks: { by: Author; wish: 'now' | 'later' | 'skip'; titles: string[] }[] = [
  {
    by: 'wei',
    wish: 'now',
    titles: [
      'Boring is a feature: ten years of one platform',
      'Three years of running code that we did not write',
      'Registries from the inside',
      '中国团队如何参与上游社区',
      'Panel: what we stopped doing',
    ],
  },
  { by: 'wei', wish: 'later', titles: ['可观测性不只是监控', 'Why the packet never arrived'] },
  { by: 'wei', wish: 'skip', titles: ['Workshop: traces that people read'] },
  {
    by: 'jun',
    wish: 'now',
    titles: ['Three years of running code that we did not write', 'Why the packet never arrived'],
  },
  {
    by: 'ming',
    wish: 'now',
    titles: ['可观测性不只是监控', '把企业微服务迁到 Kubernetes 的二百天', '边缘节点上的小集群'],
  },
  {
    by: 'priya',
    wish: 'later',
    titles: ['Three years of running code that we did not write', 'Panel: what we stopped doing'],
  },
]

type Entry = { address?: string; session?: string; title?: string; why: string }

export const lists: { by: Author; title: string; description: string; entries: Entry[] }[] = [
  {
    by: 'wei',
    title: 'Container security, from zero',
    description: 'For everyone who joins the platform team. **Read in this order.**',
    entries: [
      {
        session: 'Three years of running code that we did not write',
        why: 'Start here: it names every mechanism that the rest explains.',
      },
      {
        address: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
        title: 'Pod Security Standards',
        why: 'What our clusters enforce, and why “restricted” is the default.',
      },
      {
        address: 'https://github.com/goharbor/harbor',
        title: 'Harbor',
        why: '安全镜像仓库，我们选它的理由见演讲批注。',
      },
      {
        address: 'https://www.youtube.com/watch?v=8fi7uSYlOdc&t=540',
        title: 'Containers from scratch',
        why: 'Skip to minute nine: namespaces in a hundred lines.',
      },
    ],
  },
  {
    by: 'ming',
    title: '可观测性入门',
    description: '会后整理的资料，先看演讲，再看文章。',
    entries: [
      { session: '可观测性不只是监控', why: '三年的实践，讲得很清楚。' },
      { session: 'A service mesh is not an observability strategy', why: '可以和上一个对照着看。' },
      {
        address: 'https://opentelemetry.io/docs/concepts/observability-primer/',
        title: 'Observability primer',
        why: '概念不清楚时回来查。',
      },
    ],
  },
]
