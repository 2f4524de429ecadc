// Runs before each test file: what properties try is drawn from a seed that is the same at each run, so
// that what passes today passes tomorrow, and what fails, fails again. `HALLWAY_SEED=3 npm test -- unit`
// draws others.
import { configureGlobal } from 'fast-check'

configureGlobal({ seed: Number(process.env.HALLWAY_SEED) || 1 })
