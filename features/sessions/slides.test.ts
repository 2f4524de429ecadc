import { expect, test } from 'vitest'
import { slideAddress } from './slides'

test.each([
  ['https://example.org/talk.pdf', 'https://example.org/talk.pdf#page=12'],
  ['https://example.org/Talk.PDF?dl=1#page=3', 'https://example.org/Talk.PDF?dl=1#page=12'],
  ['https://example.org/讲稿.pdf', 'https://example.org/%E8%AE%B2%E7%A8%BF.pdf#page=12'],
  ['https://speakerdeck.com/ada/containers', 'https://speakerdeck.com/ada/containers?slide=12'],
  [
    'https://speakerdeck.com/ada/containers?slide=2',
    'https://speakerdeck.com/ada/containers?slide=12',
  ],
])('%s leads to the slide', (slides, address) => {
  expect(slideAddress(slides, 12)).toBe(address)
})

test.each([
  'https://docs.google.com/presentation/d/1a2b/edit#slide=id.g123_0_1',
  'https://www.slideshare.net/slideshow/containers/21273152',
  'https://speakerdeck.com/ada',
  'https://speakerdeck.com.example/ada/containers',
  'https://example.org/pdf',
  'https://example.org/talk.pptx',
  'no address',
])('%s leads to all slides', (slides) => {
  expect(slideAddress(slides, 12)).toBe(slides)
})
