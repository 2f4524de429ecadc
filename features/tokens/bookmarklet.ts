/**
 * The address of a bookmark that opens a page of ours with the address, title and selected words of
 * the page one is on. Nothing is written by it.
 * @param page full address of ours, without a query
 */
export function bookmarklet(page: string): string {
  const code = `(()=>{const s=String(getSelection()||'').slice(0,3000);open(${JSON.stringify(page)}+'?'+new URLSearchParams({url:location.href,title:document.title.slice(0,300),text:s}))})()`
  return `javascript:${encodeURIComponent(code)}`
}
