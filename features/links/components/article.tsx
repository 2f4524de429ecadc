import { getFormatter, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { KeptArticle } from '../articles'

type ArticleProps = {
  article: KeptArticle
  /** What people have said of its words */
  children?: ReactNode
}

/** The text that is kept of a page, in a column to read. */
export async function Article({ article, children }: ArticleProps) {
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
