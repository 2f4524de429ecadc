/** Next calls this once in each server process, before the first request. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { env } = await import('./lib/env')
  // One process of a host is enough for all jobs, and keeps to how many may be done at once
  if (env.WORKER > 1) return
  const { startJobs } = await import('./lib/jobs')
  const { mailJob } = await import('./lib/mail')
  const { cleanFilesJob } = await import('./features/files/mutations')
  const { readLinkJob } = await import('./features/links/reading')
  const { checkLinkJob, checkLinksJob } = await import('./features/links/checking')
  const { keepArticleJob } = await import('./features/links/articles')
  const { linkPictureJob } = await import('./features/links/pictures')
  const { applyImportJob, resumeImportsJob } = await import('./features/imports/background')
  const { notePicturesJob } = await import('./features/imports/notes/pictures')
  const { refreshSourceJob, refreshSourcesJob } = await import(
    './features/imports/sources/refresh-jobs'
  )
  const { tellFollowersJob } = await import('./features/reading-lists/follows')
  const { renormaliseLinksJob } = await import('./features/reading-lists/merging/renormalising')
  const { citeCommentsJob } = await import('./features/comments/citing')
  const links = [readLinkJob, checkLinkJob, checkLinksJob, keepArticleJob, linkPictureJob]
  const sources = [refreshSourceJob, refreshSourcesJob]
  const imports = [applyImportJob, resumeImportsJob, notePicturesJob, ...sources]
  const lists = [tellFollowersJob, renormaliseLinksJob, citeCommentsJob]
  await startJobs([mailJob, cleanFilesJob, ...lists, ...links, ...imports])
}
