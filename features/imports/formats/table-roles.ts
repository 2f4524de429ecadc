import type { ColumnRole } from './programme'
import { clockIn, dateIn } from './table-times'

/**
 * Names that columns have, the surest first: of two columns that could be the title, the one whose
 * name stands further in front is. Written without blanks, marks and capitals.
 */
const names: Partial<Record<ColumnRole, string>> = {
  key: 'eventkey uid guid sessionid talkid id code key 编号',
  title:
    'title sessiontitle talktitle name eventname session subject talk event eventrsvplink summary titel 标题 题目 演讲题目 议题 议题名称 主题 名称 演讲主题',
  subtitle: 'subtitle 副标题',
  abstract:
    'abstract description details sessiondescription talkabstract bookdescription info beschreibung 摘要 简介 描述 内容 介绍 议题简介 内容简介',
  day: 'date startdate day eventdate sessiondate datum tag 日期 开始日期 天',
  start:
    'eventstart start starttime startsat time begin begins from beginn uhrzeit 开始 开始时间 时间 时段',
  endDay: 'enddate 结束日期',
  end: 'eventend end endtime endsat until to ende 结束 结束时间',
  duration: 'duration length minutes durationmin dauer 时长',
  room: 'room venue location stage hall place roomname raum ort 会议室 会场 房间 地点 场地 教室',
  track: 'track trackname category stream eventtype theme topic 赛道 专题 分论坛 论坛 分类 类别',
  kind: 'type sessiontype kind format eventsubtype 类型 形式',
  language: 'language lang sprache 语言',
  speakers:
    'speakers speaker speakernames presenters presenter speakername author authors moderators artists host hosts 讲者 演讲者 演讲嘉宾 嘉宾 主讲人 讲师 主持人',
  organisation:
    'company organisation organization affiliation employer institution speakercompany 公司 单位 机构 组织',
  url: 'url link website sessionurl web 链接 网址',
  recording: 'recording video videourl recordingurl youtube 录像 视频 回放',
  cancelled: 'cancelled canceled 取消 已取消',
}

const ranks = new Map(
  Object.entries(names).flatMap(([role, all]) =>
    all.split(' ').map((name, rank) => [name, { role: role as ColumnRole, rank }] as const),
  ),
)

/** More than one column may be these; of the others, one. */
const several: ReadonlySet<ColumnRole> = new Set(['speakers', 'abstract', 'leave'])

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** What each column is, by the names in the first row alone; null where these are no names. */
export function rolesByName(header: string[]): ColumnRole[] | null {
  const known = header.map((name) => ranks.get(plain(name)) ?? null)
  if (known.filter(Boolean).length < 2) return null
  const best = new Map<ColumnRole, number>()
  for (const [at, one] of known.entries()) {
    if (!one) continue
    const before = best.get(one.role)
    if (before === undefined || one.rank < (known[before]?.rank ?? 0)) best.set(one.role, at)
  }
  return known.map((one, at): ColumnRole => {
    if (!one) return 'leave'
    return several.has(one.role) || best.get(one.role) === at ? one.role : 'leave'
  })
}

/**
 * What each column is, by what stands in it: the first that mostly holds dates, the first that mostly
 * holds times, and as title the one of the others that says most. Null without dates and times.
 */
export function rolesByContent(rows: string[][], width: number): ColumnRole[] | null {
  const looked = rows.slice(0, 200)
  const cells = Array.from({ length: width }, (_, at) =>
    looked.map((row) => row[at]?.trim() ?? '').filter(Boolean),
  )
  const mostly = (at: number, is: (cell: string) => unknown) => {
    const column = cells[at] ?? []
    return column.length > 0 && column.filter(is).length * 10 >= column.length * 6
  }
  const columns = cells.map((_, at) => at)
  const day = columns.find((at) => mostly(at, (cell) => dateIn(cell, 'day-first')))
  const start = columns.find((at) => at !== day && mostly(at, clockIn))
  if (day === undefined && start === undefined) return null
  const said = (at: number) => {
    const column = cells[at] ?? []
    const length = column.reduce((sum, cell) => sum + Math.min(cell.length, 80), 0)
    return (length * new Set(column).size) / Math.max(1, column.length)
  }
  const [title] = columns
    .filter((at) => at !== day && at !== start)
    .sort((a, b) => said(b) - said(a))
  if (title === undefined) return null
  const roles: [number | undefined, ColumnRole][] = [
    [day, 'day'],
    [start, 'start'],
    [title, 'title'],
  ]
  return columns.map((at) => roles.find(([column]) => column === at)?.[1] ?? 'leave')
}
