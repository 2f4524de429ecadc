import { getTranslations } from 'next-intl/server'
import type { OfferedFile } from '../schema'

/** The files of one thing: its address with each ending. */
export async function FileLinks({ address, files }: { address: string; files: OfferedFile[] }) {
  const t = await getTranslations('exports.files')
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm max-sm:gap-y-3">
      {files.map(({ ending, name }) => (
        <li key={ending}>
          {/* Not a page of the app: the browser fetches it by itself */}
          <a className="text-link" href={`${address}.${ending}`}>
            {t(name)}
          </a>
        </li>
      ))}
    </ul>
  )
}
