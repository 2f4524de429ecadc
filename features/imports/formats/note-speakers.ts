import { looksLikeName, splitSchedTitle } from './sched'

/** Either may be empty: some headings name only a company. */
export type NoteSpeaker = { name: string; organisation: string }
export type Heading = { title: string; speakers: NoteSpeaker[] }

const surnames = new Set(
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计成戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠曲封储靳段焦侯宓蓬全郗班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶司韶黎溥白蒲邰从鄂索赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶冉宰雍桑桂濮牛寿通边燕冀浦尚农温庄晏柴瞿阎连习艾向古易廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧利师巩聂晁勾敖融冷辛那简饶曾关岳帅',
)
const companyEnd =
  /(科技|公司|集团|网络|银行|软件|中心|大学|研究院|数据|云|通信|移动|联通|电信|实验室)$/
const company =
  /^(google|ibm|intel|netflix|spotify|uber|aws|amazon|microsoft|vmware|red ?hat|huawei|alibaba|tencent|cisco|apple|linkedin|twitter|airbnb|lyft|pinterest|buoyant|cncf|suse|rancher|github|gitlab|slack|salesforce|intuit|shopify|datadog|oracle|sap|jd\.com|cern|nordstrom|tetrate|solo\.io|isovalent|weaveworks|heptio|pivotal|heroku|docker|hashicorp|confluent|grafana( labs)?|palantir|zalando|adidas|ebay|paypal|bloomberg|nvidia|amd|arm|tigera|lightbend|samsung|ericsson|nokia|orange|booking\.com|阿里云|阿里巴巴|腾讯|华为|百度|京东|蚂蚁金服|字节跳动|滴滴|美团|饿了么)$/i
/** Two capital words are a name, unless one of these is among them. */
const noName =
  /\b(remarks?|keynotes?|opening|closing|sessions?|intro|introduction|overview|deep|dive|part|kubernetes|k8s|service|mesh|cloud|native|security|notes?|day|updates?|talks?|panel|demo|workshop|edition|data|containers?|microservices?|policy|project|distributed|tracing|pipelines?|source|open|docker|serverless|platform|request|pull|best|practices?|case|study|lessons?|learned|questions?|summary|agenda|how|what|why|when|the|and|for|with|your|from)\b/i

const chineseName = (text: string) =>
  /^\p{Script=Han}{2,3}$/u.test(text) && surnames.has(text[0] ?? '') && !companyEnd.test(text)
const isCompany = (text: string) =>
  company.test(text) || (/^[\p{Script=Han}A-Za-z]{3,12}$/u.test(text) && companyEnd.test(text))

/** People as headings list them: "Ada Byron, Analyst, Engines & Bo Li, Nets", or null. */
export function peopleIn(written: string): NoteSpeaker[] | null {
  const text = written
    .replace(/\s*[，、]\s*/g, ', ')
    .replace(/；/g, '; ')
    .trim()
  const { speakers } = splitSchedTitle(`x - ${text}`)
  if (speakers.length === 0) return null
  const known = speakers.map(({ name, organisation }) => ({
    name,
    // What stands between is somebody's role
    organisation: organisation?.split(/,\s*(?!(?:inc|ltd|llc|gmbh|corp|co)\b)/i).at(-1) ?? '',
  }))
  const named = known.every(({ name, organisation }) => {
    if (/^\p{Script=Han}+$/u.test(name)) return chineseName(name)
    const words = name.split(' ').length
    return !noName.test(name) && (organisation ? words <= 5 : words <= 3)
  })
  return named ? known : null
}

const dash = /\s+(?:-{1,3}|–|—)\s+|——+|\s*—\s*(?=\p{Lu})/gu

/**
 * Splits a heading of notes into title and speakers, in the styles that people use: "Title - Name,
 * role, company", "Title——Name，company", a speaker alone, a name or company behind the title. What
 * cannot be told apart for certain is all title.
 */
export function splitHeading(words: string): Heading {
  const whole = words.trim()
  const talk = /^(?:talk|session)\s*#?\d+\s*[:：.-]\s*/i.exec(whole)?.[0] ?? ''
  const text = whole.slice(talk.length)
  return (
    (talk && speakerFirst(text)) ||
    behindDash(text) ||
    alone(text) ||
    byName(text) ||
    behindBlank(text) ||
    inBrackets(text) || { title: text || whole, speakers: [] }
  )
}

function behindDash(text: string): Heading | null {
  for (const cut of [...text.matchAll(dash)].reverse()) {
    const title = text.slice(0, cut.index).trim()
    const behind = text.slice(cut.index + cut[0].length).trim()
    if (!title || !behind) continue
    const speakers = peopleIn(behind)
    if (speakers) return { title, speakers }
    if (isCompany(behind)) return { title, speakers: [{ name: '', organisation: behind }] }
  }
  const comma = /^(.{8,}),\s*([^,]{2,20})$/.exec(text)
  const [, title = '', last = ''] = comma ?? []
  return company.test(last.trim())
    ? { title, speakers: [{ name: '', organisation: last.trim() }] }
    : null
}

/** "Talk 2: Ada Byron - Engines", "Talk 3: Ada Byron: Engines" */
function speakerFirst(text: string): Heading | null {
  const found = /^(.{4,40}?)\s*(?:\s[-–—]\s|:\s)\s*(.{3,})$/.exec(text)
  const [, name = '', title = ''] = found ?? []
  const plain = looksLikeName(name) && !noName.test(name)
  return plain ? { title, speakers: [{ name, organisation: '' }] } : null
}

/** "马涛，阿里云首席工程师": a speaker whose talk has no title */
function alone(text: string): Heading | null {
  const [, name = '', role = ''] = /^(\p{Script=Han}{2,3})[，,]\s*([^，,]{2,30})$/u.exec(text) ?? []
  if (!chineseName(name)) return null
  return { title: text, speakers: [{ name, organisation: role }] }
}

function byName(text: string): Heading | null {
  const [, title = '', by = ''] = /^(.{3,}?)\s+by\s+(.{3,60})$/i.exec(text) ?? []
  if (/^@\w+$/.test(by)) return { title, speakers: [{ name: by, organisation: '' }] }
  const speakers = by ? peopleIn(by) : null
  return speakers && { title, speakers }
}

/** "无服务的现状和未来 burns": one word in Latin letters, behind a sentence that does not need it */
function behindBlank(text: string): Heading | null {
  const [, title = '', last = ''] =
    /^(.*\p{Script=Han}.*?\p{Script=Han})\s+([A-Za-z][A-Za-z.]{1,20})$/u.exec(text) ?? []
  if (!title || /[到在和与的从用对是为于向及上让把了]$/.test(title)) return null
  if (company.test(last)) return { title, speakers: [{ name: '', organisation: last }] }
  return /^[a-z]+$/.test(last) ? { title, speakers: [{ name: last, organisation: '' }] } : null
}

function inBrackets(text: string): Heading | null {
  const [, title = '', inside = ''] =
    /^(.{2,}?)\s*[(（]\s*([^()（）]{2,40}?)\s*[)）]$/.exec(text) ?? []
  if (isCompany(inside)) return { title, speakers: [{ name: '', organisation: inside }] }
  return null
}

/** The speakers that the first lines of a talk's notes name, where its heading names none. */
export function speakersBelow(lines: string[]): NoteSpeaker[] {
  const list = lines.findIndex((line) => /^#+\s*speakers?:?\s*$/i.test(line))
  if (list >= 0 && list < 3) {
    const items = lines.slice(list + 1).map((line) => /^\s*[-*+]\s+(.+)$/.exec(line)?.[1] ?? '')
    const end = items.findIndex((item) => !looksLikeName(item.split(/[,(]/)[0]?.trim() ?? ''))
    const people = items.slice(0, end < 0 ? items.length : end).map((item) => {
      const [name = '', organisation = ''] = item.replace(/[()]/g, ',').split(/\s*,\s*/)
      return { name: name.trim(), organisation }
    })
    if (people.length > 0) return people
  }
  for (const [at, line] of lines.slice(0, 6).entries()) {
    const text = line
      .replace(/[*_]/g, '')
      .replace(/^\s*[-+]\s+/, '')
      .trim()
    const label = /^(?:presenters?|speakers?|主讲人?|讲师|演讲者)\s*[:：]\s*(.+)$/i.exec(text)?.[1]
    const told = /^主讲人是来自(.{2,30}?)的([^，,。]{2,30})/.exec(text)
    if (told) return [{ name: told[2]?.trim() ?? '', organisation: told[1]?.trim() ?? '' }]
    const people = label ? peopleIn(label) : at === 0 && text.includes(',') ? peopleIn(text) : null
    if (people) return people
  }
  return []
}
