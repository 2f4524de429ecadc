/**
 * Where in an archive a picture lies that a text in it shows, or null: its path as it is written, from
 * the text's own folder or from the top.
 */
export function pictureIn(
  paths: ReadonlySet<string>,
  text: string,
  written: string,
): string | null {
  if (paths.size === 0 || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(written)) return null
  const plain = written.replace(/[?#].*$/, '')
  const folder = text.split('/').slice(0, -1)
  for (const path of [plain, decoded(plain)]) {
    for (const from of [folder, []]) {
      const found = resolved(path.startsWith('/') ? [] : from, path)
      if (paths.has(found)) return found
    }
  }
  return null
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function resolved(folder: string[], path: string): string {
  const parts = [...folder]
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}
