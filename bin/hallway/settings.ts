// Says in plain sentences which settings are wrong; `npm start` asks before it does anything slow.
import('@/lib/env').then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  },
)
