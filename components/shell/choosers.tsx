import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { SegmentedButtons } from '@/components/ui/segmented'

export type Theme = 'light' | 'dark' | 'system'

const languages = [
  { value: 'en', label: <span lang="en">English</span> },
  { value: 'zh-CN', label: <span lang="zh-CN">简体中文</span> },
]

/** Light, dark or as the device has it. Sends `theme` to the action. */
export async function ThemeChooser({ action, theme }: { action: FormAction; theme: Theme }) {
  const t = await getTranslations('shell')
  return (
    <ActionForm action={action} className="chooser">
      <SegmentedButtons
        name="theme"
        label={t('theme')}
        current={theme}
        options={[
          { value: 'system', label: t('themeSystem') },
          { value: 'light', label: t('themeLight') },
          { value: 'dark', label: t('themeDark') },
        ]}
      />
    </ActionForm>
  )
}

/** The language of the product, each named in itself. Sends `locale` to the action. */
export async function LanguageChooser({ action }: { action: FormAction }) {
  const [t, locale] = await Promise.all([getTranslations('shell'), getLocale()])
  return (
    <ActionForm action={action} className="chooser">
      <SegmentedButtons name="locale" label={t('language')} current={locale} options={languages} />
    </ActionForm>
  )
}
