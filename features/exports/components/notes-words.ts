import { getTranslations } from 'next-intl/server'
import type { NotesWords } from '../notes-markdown'

/** What notes as a file say in the reader's language. */
export async function notesWords(): Promise<NotesWords> {
  const [t, kinds] = await Promise.all([
    getTranslations('exports.words'),
    getTranslations('annotations.kinds'),
  ])
  return {
    kinds: {
      takeaway: kinds('takeaway'),
      quote: kinds('quote'),
      question: kinds('question'),
      follow_up: kinds('follow_up'),
      decision: kinds('decision'),
      link: kinds('link'),
      photo: kinds('photo'),
      gap: kinds('gap'),
    },
    slide: (number) => t('slide', { number }),
    until: (day) => t('until', { day }),
    onlyMe: t('onlyMe'),
    slot: t('slot'),
    answered: t('answered'),
    discussion: t('discussion'),
    resolved: t('resolved'),
    abstract: t('abstract'),
  }
}
