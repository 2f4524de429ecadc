import { applyImportJob, resumeImportsJob } from '@/features/imports/background'
import { startJobs } from '@/lib/jobs'

// A process that carries out imports, as a server does, and nothing else: for tests that kill it.
startJobs([applyImportJob, resumeImportsJob])
