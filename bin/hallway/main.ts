// Wrong settings show as soon as anything is loaded, and are sentences already.
import('./commands').then(
  ({ run, inWords }) =>
    run(process.argv.slice(2)).then(
      () => end(0),
      (error: unknown) => end(1, inWords(error)),
    ),
  (error: unknown) => end(1, error instanceof Error ? error.message : String(error)),
)

function end(code: number, text = ''): void {
  if (text) process.stderr.write(`${text}\n`)
  process.exit(code)
}
