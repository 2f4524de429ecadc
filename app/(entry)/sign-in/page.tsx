import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Notice } from '@/components/ui/notice'
import { EntryLinks } from '@/features/users/components/entry-links'
import { SignInForm } from '@/features/users/components/sign-in-form'
import { SignInNotice } from '@/features/users/components/sign-in-notice'
import { SingleSignOn } from '@/features/users/components/single-sign-on'
import { isSignUpOpen } from '@/features/users/queries'
import { currentGuest, currentPerson } from '@/lib/actor'
import { paths, safeNext } from '@/lib/paths'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('users.signIn')
  return { title: t('title') }
}

export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams
  const next = safeNext(query.next)
  if (await currentPerson()) redirect(next ?? paths.home())
  const t = await getTranslations('users.signIn')
  const links = [{ href: paths.forgotPassword(), label: t('forgot') }]
  if (await isSignUpOpen(await currentGuest(), next))
    links.push({ href: paths.signUp(next ?? undefined), label: t('noAccount') })
  return (
    <div className="stack">
      <h1 className="text-xl">{t('title')}</h1>
      <SignInNotice query={query} />
      {next && !query.error && <Notice>{t('needed')}</Notice>}
      <SignInForm next={next} />
      <SingleSignOn next={next} />
      <EntryLinks links={links} />
    </div>
  )
}
