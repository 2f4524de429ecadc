import { Card } from '@/components/ui/card'
import type { OfferedFile } from '../schema'
import { FileLinks } from './file-links'

type FilesProps = {
  title: string
  /** What is said when there is none */
  empty: string
  files: OfferedFile[]
  children: { title: string; address: string }[]
}

/** All things of one sort, each with its files. */
export function Files({ title, empty, files, children }: FilesProps) {
  return (
    <Card title={title}>
      {children.length === 0 && <p className="text-sm text-ink-2">{empty}</p>}
      <ul className="grid gap-3">
        {children.map((it) => (
          <li key={it.address} className="grid gap-1">
            <p className="text-sm font-medium">{it.title}</p>
            <FileLinks address={it.address} files={files} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
