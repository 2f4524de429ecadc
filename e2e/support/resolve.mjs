// Node's own resolution, as Playwright uses it, wants file extensions that Next's package does not
// declare (`next/headers`), also inside next-auth. Only a bundler finds those without help.
export async function resolve(specifier, context, next) {
  return next(
    /^next\/(headers|navigation|cache|server)$/.test(specifier) ? `${specifier}.js` : specifier,
    context,
  )
}
