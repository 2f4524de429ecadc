import { ActionForm, type FormAction } from '@/components/ui/action-form'
import { SegmentedButtons } from '@/components/ui/segmented'
import type { Locale } from '@/lib/i18n'
import type { ShellWords, Theme } from './surroundings'

const languages = [
  { value: 'en', label: <span lang="en">English</span> },
  { value: 'zh-CN', label: <span lang="zh-CN">简体中文</span> },
]

type ChooserProps = { action: FormAction; words: ShellWords }

/** Light, dark or as the device has it. Sends `theme` to the action. */
export function ThemeChooser({ action, theme, words }: ChooserProps & { theme: Theme }) {
  return (
    <ActionForm action={action} className="chooser">
      <SegmentedButtons
        name="theme"
        label={words.theme}
        current={theme}
        options={[
          { value: 'system', label: words.themeSystem },
          { value: 'light', label: words.themeLight },
          { value: 'dark', label: words.themeDark },
        ]}
      />
    </ActionForm>
  )
}

/** The language of the product, each named in itself. Sends `locale` to the action. */
export function LanguageChooser({ action, locale, words }: ChooserProps & { locale: Locale }) {
  return (
    <ActionForm action={action} className="chooser">
      <SegmentedButtons name="locale" label={words.language} current={locale} options={languages} />
    </ActionForm>
  )
}
