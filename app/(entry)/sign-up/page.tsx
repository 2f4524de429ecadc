import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Notice } from '@/components/ui/notice'
import { signUpAction } from '@/features/users/actions'
import { EntryLinks } from '@/features/users/components/entry-links'
import { SignUpForm } from '@/features/users/components/sign-up-form'
import { SingleSignOn } from '@/features/users/components/single-sign-on'
import { isSignUpOpen } from '@/features/users/queries'
import { currentGuest, currentPerson } from '@/lib/actor'
import { paths, safeNext } from '@/lib/paths'

type Props = { searchParams: Promise<{ next?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('users.signUp')
  return { title: t('title') }
}

export default async function SignUpPage({ searchParams }: Props) {
  const next = safeNext((await searchParams).next)
  if (next?.startsWith('/join/')) redirect(next)
  if (await currentPerson()) redirect(next ?? paths.home())
  const t = await getTranslations('users.signUp')
  const open = await isSignUpOpen(await currentGuest(), next)
  return (
    <div className="stack">
      <h1 className="text-xl">{t('title')}</h1>
      {open ? (
        <>
          <SignUpForm action={signUpAction} hidden={next ? { next } : {}} button={t('button')} />
          <SingleSignOn next={next} />
        </>
      ) : (
        <Notice>{t('byInvitation')}</Notice>
      )}
      <EntryLinks links={[{ href: paths.signIn(next ?? undefined), label: t('haveAccount') }]} />
    </div>
  )
}
