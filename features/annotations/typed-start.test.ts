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
    expect(readStart(text)).toEqual({ kind, moment: null, body })
  })

  test('takes moment and mark in either order', () => {
    const moment = { fromMs: 472_000, toMs: null }
    expect(readStart('07:52 ? why')).toEqual({ kind: 'question', moment, body: 'why' })
    expect(readStart('? 07:52 why')).toEqual({ kind: 'question', moment, body: 'why' })
  })

  test('leaves a mark alone that contradicts the kind picked by hand', () => {
    expect(readStart('> indented', 'decision')).toEqual({
      kind: 'decision',
      moment: null,
      body: '> indented',
    })
    expect(readStart('> said', 'quote', true).body).toBe('said')
    expect(readStart('> indented', 'takeaway', true)).toMatchObject({
      kind: 'takeaway',
      body: '> indented',
    })
  })
})
