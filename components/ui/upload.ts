type Upload = {
  method: 'PUT' | 'POST'
  url: string
  body: Blob | FormData
  headers?: Record<string, string>
  /** Milliseconds; without it, as long as it takes */
  timeout?: number
  /** Called with 0 at once, then with the part that has gone, up to 1 */
  onProgress: (part: number) => void
}

/** What the server answered: `status` 0 when it could not be reached, `json` null when it is none. */
export type Uploaded = { status: number; json: Record<string, unknown> | null }

/**
 * Sends a file by itself, since fetch does not tell how much has gone. `answer` resolves with what
 * the server said, with null after `abort`, and never rejects.
 */
export function upload({ method, url, body, headers = {}, timeout = 0, onProgress }: Upload) {
  const request = new XMLHttpRequest()
  const answer = new Promise<Uploaded | null>((resolve) => {
    const away = () => resolve({ status: 0, json: null })
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const { status, response } = request
      resolve({ status, json: response && typeof response === 'object' ? response : null })
    }
    request.onerror = away
    request.ontimeout = away
    request.onabort = () => resolve(null)
  })
  request.open(method, url)
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  request.responseType = 'json'
  request.timeout = timeout
  onProgress(0)
  request.send(body)
  return { answer, abort: () => request.abort() }
}
