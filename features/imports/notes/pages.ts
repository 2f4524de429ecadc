import type { PlannedPiece, PlannedSection } from './plan'

/** A section, or a part of one that is too long for a page. */
export type SectionPart = { section: PlannedSection; from: number; pieces: PlannedPiece[] }

/** How many pieces a page of the review shows at most. */
export const piecesPerPage = 150

/**
 * The sections of a plan in pages of at most so many pieces: a section stays whole where it fits into a
 * page, and goes on over several where it fits into none. Pure.
 */
export function pagesOf(sections: PlannedSection[], most = piecesPerPage): SectionPart[][] {
  const pages: SectionPart[][] = []
  let page: SectionPart[] = []
  let count = 0
  const turn = () => {
    if (page.length > 0) pages.push(page)
    page = []
    count = 0
  }
  for (const section of sections) {
    const { pieces } = section
    if (count + pieces.length > most) turn()
    for (let from = 0; from === 0 || from < pieces.length; from += most) {
      if (from > 0) turn()
      const part = pieces.slice(from, from + most)
      page.push({ section, from, pieces: part })
      count += part.length
    }
  }
  turn()
  return pages
}
