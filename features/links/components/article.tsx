import { getFormatter, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { KeptArticle } from '../articles'
import { EarlierTexts } from './earlier-texts'

type Shown = 'html' | 'language' | 'link' | 'words' | 'keptAt' | 'keptBy'

type ArticleProps = {
  article: Pick<KeptArticle, Shown>
  /** Where what it was before is listed */
  earlier?: { team: string; of: KeptArticle }
  /** What people have said of its words */
  children?: ReactNode
}

/** The text that is kept of a page, in a column to read. */
export async function Article({ article, earlier, children }: ArticleProps) {
  const [t, format] = await Promise.all([getTranslations('links.kept'), getFormatter()])
  const { html, language, link, words, keptAt, keptBy } = article
  const facts = t('copyKept', {
    count: words,
    who: keptBy.user.name,
    when: format.dateTime(keptAt, { dateStyle: 'medium' }),
  })
  return (
    <article className="article" id="article">
      <p className="article-facts">
        {facts}{' '}
        <a className="text-link" href={link.url} rel="noopener noreferrer" target="_blank">
          {t('original')}
        </a>
      </p>
      {earlier && <EarlierTexts {...earlier} />}
      <div
        className="prose"
        lang={language || undefined}
        data-passages="article"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was kept
        dangerouslySetInnerHTML={{ __html: html }}
      />
      {children}
    </article>
  )
}
