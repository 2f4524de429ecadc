import type { Calendar, Component, Property } from './ical-lines'
import { wanted } from './ical-lines'
import type { ReadLimits } from './programme'
import { Refused } from './refusal'
import { children, type Element, lineFinder, offsetOf, ownText, parseXml } from './xml-tree'

/** What RFC 6321 names the values of a property; one calendar may use any of them. */
const valueTypes = [
  ...['text', 'uri', 'date-time', 'date', 'duration', 'cal-address', 'period', 'boolean'],
  ...['float', 'integer', 'time', 'utc-offset', 'unknown'],
]

/**
 * Reads a calendar in XML into the components that `readIcalendar` works on: xCal (RFC 6321), and
 * the older form that Pentabarf and pretalx write, where a property holds its value itself and a
 * speaker is an `attendee`. `text` has passed `checkXml`, which named the root.
 */
export function readXcal(text: string, root: string, limits: ReadLimits): Calendar {
  // A prefix of the namespace stands before all names, or before none
  const prefix = /^[^:]+:/.exec(root)?.[0] ?? ''
  const parsed = parseXml(text, new Set())
  const inside = (parent: Element, name: string) => children(parent, `${prefix}${name}`)
  const lineAt = lineFinder(text)
  const calendars = children(parsed, root).flatMap((one) =>
    /vcalendar$/i.test(root) ? [one] : inside(one, 'vcalendar'),
  )
  const calendar: Calendar = { header: new Map(), events: [], zones: [] }
  for (const one of calendars) {
    for (const [name, properties] of propertiesOf(one, prefix, 0)) {
      calendar.header.set(name, [...(calendar.header.get(name) ?? []), ...properties])
    }
    const components = [one, ...inside(one, 'components')]
    for (const event of components.flatMap((holder) => inside(holder, 'vevent'))) {
      if (calendar.events.length === limits.entries) {
        throw new Refused('too-many-entries', { limit: limits.entries })
      }
      const offset = offsetOf(event)
      calendar.events.push(componentOf(event, prefix, offset === null ? 0 : lineAt(offset)))
    }
    for (const zone of components.flatMap((holder) => inside(holder, 'vtimezone'))) {
      const [named] = propertiesOf(zone, prefix, 0).get('tzid') ?? []
      if (named?.values[0]) calendar.zones.push(named.values[0])
    }
  }
  if (calendars.length === 0) throw new Refused('is-other-xml', { root: root.slice(0, 60) })
  return calendar
}

function componentOf(event: Element, prefix: string, line: number): Component {
  const properties = propertiesOf(event, prefix, line)
  const attendees = properties.get('attendee') ?? []
  for (const { parameters, values } of attendees) {
    const [name = ''] = values
    if (!parameters.cn && name && !/[@:]/.test(name)) parameters.cn = name
  }
  const categories = properties.get('category')
  if (categories && !properties.has('categories')) properties.set('categories', categories)
  return { line, properties }
}

function propertiesOf(component: Element, prefix: string, line: number): Map<string, Property[]> {
  const found = new Map<string, Property[]>()
  const holders = [component, ...children(component, `${prefix}properties`)]
  for (const holder of holders) {
    for (const tag of Object.keys(holder)) {
      const name = tag.startsWith(prefix) ? tag.slice(prefix.length).toLowerCase() : ''
      if (!wanted.has(name) && name !== 'category') continue
      const made = propertiesNamed(holder, tag, prefix).map((one) => ({ ...one, name, line }))
      if (made.length > 0) found.set(name, [...(found.get(name) ?? []), ...made])
    }
  }
  return found
}

function propertiesNamed(holder: Element, tag: string, prefix: string) {
  // An element without attributes and children is parsed to an object as well
  return children(holder, tag).map((element) => {
    const typed = valueTypes.flatMap((type) => children(element, `${prefix}${type}`).map(ownText))
    const rule = children(element, `${prefix}recur`).length > 0 ? ['FREQ'] : []
    const values = [...typed, ...rule]
    return {
      parameters: parametersOf(element, prefix),
      values: values.length > 0 ? values : [ownText(element)],
    }
  })
}

/** `<parameters><tzid><text>…` in RFC 6321, attributes in the older form. */
function parametersOf(element: Element, prefix: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of ['tzid', 'cn', 'partstat', 'cutype']) {
    const [given] = children(element, `${prefix}parameters`).flatMap((all) =>
      children(all, `${prefix}${name}`),
    )
    const [typed] = given ? valueTypes.flatMap((type) => children(given, `${prefix}${type}`)) : []
    const written = element[`@${name}`] ?? element[`@${name.toUpperCase()}`]
    const value = given ? ownText(typed ?? given) : written
    if (typeof value === 'string' && value.trim()) found[name] = value.trim()
  }
  return found
}
