import { expect, test } from 'vitest'
import { summaryMarkdown } from './markdown'

const note = { quoted: false, speaker: '', answer: null, credits: ['Lin Wei', 'Takeaway', '12:34'] }

test('words stand as they were written, those of annotations with their authors', () => {
  const parts = ['## Upgrades', { ...note, source: 'Every *second* Tuesday' }, 'That is all.']
  expect(summaryMarkdown('Boring is a feature', parts)).toBe(
    [
      '# Boring is a feature',
      '## Upgrades',
      'Every *second* Tuesday',
      '*— Lin Wei, Takeaway, 12:34*',
      'That is all.\n',
    ].join('\n\n'),
  )
})

test('a quote is quoted in each of its lines, with who said it', () => {
  const quote = { ...note, quoted: true, source: 'One.\n\nTwo.', speaker: 'Ines', credits: ['Wei'] }
  expect(summaryMarkdown('T', [quote])).toBe('# T\n\n> One.\n>\n> Two.\n>\n> — Ines\n\n*— Wei*\n')
})

test('an answer follows its question; a photo without words is its credits', () => {
  const question = { ...note, source: 'Why?', answer: { by: '周明', source: 'Because.' } }
  const photo = { ...note, source: '', credits: ['Jun', 'Photo'] }
  expect(summaryMarkdown('T', [question, photo])).toBe(
    '# T\n\nWhy?\n\n**周明:** Because.\n\n*— Lin Wei, Takeaway, 12:34*\n\n*— Jun, Photo*\n',
  )
})

test('names and titles are no marks of Markdown', () => {
  const by = { ...note, source: 'x', credits: ['*A* <b>'] }
  expect(summaryMarkdown('C# [and]\nmore', [by])).toBe(
    '# C\\# \\[and\\] more\n\nx\n\n*— \\*A\\* \\<b\\>*\n',
  )
})
