import { PlainError } from './project.mjs'

/**
 * Listens, or says in a sentence why not.
 * @param {import('node:net').Server} server
 * @param {number} port 0 takes any free one
 * @returns {Promise<number>} the port
 */
export function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`
          : error.code === 'EACCES'
            ? `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`
            : `Hallway cannot listen on port ${port}: ${error.message}`
      reject(new PlainError(reason))
    })
    server.listen(port, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
