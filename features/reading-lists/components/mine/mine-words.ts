import { getTranslations } from 'next-intl/server'
import { type Mark, marks } from '../../mine/marks'
import type { MineShared } from './mine-mark'

/** Templates: a message that is given its own placeholder keeps it. */
export async function mineShared(more: string): Promise<MineShared> {
  const t = await getTranslations('mine')
  const title = '{title}'
  const words = {
    todo: t('markTodo', { title }),
    doing: t('markDoing', { title }),
    done: t('markDone', { title }),
    more: t('moreOf', { title }),
    favourite: t('favourite'),
    note: t('note'),
  }
  return { more, words }
}

/** The words of the form and the menu that the marks of all rows share. */
export async function mineFormWords() {
  const t = await getTranslations('mine')
  const marked = Object.keys(marks).map((mark) => [mark, t(`marked.${mark as Mark}`)])
  return {
    key: t('key'),
    undo: t('undo'),
    menu: t('menu'),
    todo: t('states.todo'),
    doing: t('states.doing'),
    done: t('states.done'),
    favourite: t('favouriteAdd'),
    unfavourite: t('favouriteRemove'),
    later: t('later'),
    tomorrow: t('tomorrow'),
    week: t('week'),
    form: t('form'),
    marked: Object.fromEntries(marked) as Record<Mark, string>,
  }
}
