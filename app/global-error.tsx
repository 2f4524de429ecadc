'use client'

/** The last resort, when even the root layout failed: no messages, no styles can be relied on. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <h1>Hallway could not show this page</h1>
        <p>Something went wrong on our side. Nothing that was saved is lost.</p>
        <p lang="zh-CN">我们这边出了问题。已保存的内容不会丢失。</p>
        <button type="button" onClick={reset}>
          Try again · 重试
        </button>
      </body>
    </html>
  )
}
