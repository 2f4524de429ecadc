import { describe, expect, test } from 'vitest'
import { readStart } from './typed-start'

describe('readStart', () => {
  test.each([
    ['> as she said', 'quote', 'as she said'],
    ['? 为什么', 'question', '为什么'],
    ['？为什么 iptables 不起作用', 'question', '为什么 iptables 不起作用'],
    ['! study iptables at home', 'follow_up', 'study iptables at home'],
    ['！回去学习', 'follow_up', '回去学习'],
    ['!! Harbor it is', 'decision', 'Harbor it is'],
    ['！！用 Harbor', 'decision', '用 Harbor'],
    ['~ too sleepy', 'gap', 'too sleepy'],
    ['～', 'gap', ''],
    ['https://thanos.io/ worth a look', 'link', 'https://thanos.io/ worth a look'],
    ['plain words', 'takeaway', 'plain words'],
    ['!important is CSS', 'takeaway', '!important is CSS'],
    ['>nothing behind the mark', 'takeaway', '>nothing behind the mark'],
    ['~~struck~~', 'takeaway', '~~struck~~'],
  ])('%s', (text, kind, body) => {
    expect(readStart(text)).toEqual({ kind, moment: null, slide: null, body })
  })

  test('takes moment and mark in either order', () => {
    const moment = { fromMs: 472_000, toMs: null }
    const read = { kind: 'question', moment, slide: null, body: 'why' }
    expect(readStart('07:52 ? why')).toEqual(read)
    expect(readStart('? 07:52 why')).toEqual(read)
    expect(readStart('07:52 ? 08:00 why').body).toBe('08:00 why')
  })

  test('leaves a mark alone that contradicts the kind picked by hand', () => {
    expect(readStart('> indented', 'decision')).toEqual({
      kind: 'decision',
      moment: null,
      slide: null,
      body: '> indented',
    })
    expect(readStart('> said', 'quote', true).body).toBe('said')
    expect(readStart('> indented', 'takeaway', true)).toMatchObject({
      kind: 'takeaway',
      body: '> indented',
    })
  })

  test.each([
    ['/12 the layers', 12, 'the layers'],
    ['、12 容器的分层', 12, '容器的分层'],
    ['/12容器的分层', 12, '容器的分层'],
    ['/7', 7, ''],
    ['/etc/passwd was readable', null, '/etc/passwd was readable'],
    ['/12th floor', null, '/12th floor'],
    ['/0 is none', null, '/0 is none'],
    ['/12345 is too many', null, '/12345 is too many'],
    ['s3 /12', null, 's3 /12'],
  ])('the slide of %s', (text, slide, body) => {
    expect(readStart(text)).toEqual({ kind: 'takeaway', moment: null, slide, body })
  })

  test('takes the slide before, behind and between moment and mark', () => {
    const all = { kind: 'question', moment: { fromMs: 472_000, toMs: null }, slide: 3, body: 'why' }
    for (const start of ['/3 07:52 ?', '07:52 /3 ?', '07:52 ? /3', '? /3 07:52', '/3 ? 07:52']) {
      expect(readStart(`${start} why`)).toEqual(all)
    }
    expect(readStart('/3 /4 is better').body).toBe('/4 is better')
  })
})
