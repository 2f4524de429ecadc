/** Next calls this once in each server process, before the first request. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startJobs } = await import('./lib/jobs')
  const { mailJob } = await import('./lib/mail')
  const { cleanFilesJob } = await import('./features/files/mutations')
  const { readLinkJob } = await import('./features/links/reading')
  await startJobs([mailJob, cleanFilesJob, readLinkJob])
}
