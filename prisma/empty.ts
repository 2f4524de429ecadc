// What `server-only` resolves to outside of Next's bundler.
export {}
