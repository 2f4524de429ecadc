import path from 'node:path'
import { commandOf, root } from './project.mjs'

/**
 * The arguments with which Node runs a TypeScript file that uses the product's own code outside of
 * Next: `@/` and `server-only` are resolved as prisma/tsconfig.json says.
 * @param {string} file from the root
 * @param {string[]} [args]
 */
export function projectCode(file, args = []) {
  const config = path.join(root, 'prisma', 'tsconfig.json')
  return [commandOf('tsx'), '--tsconfig', config, path.join(root, file), ...args]
}
