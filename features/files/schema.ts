/** Bytes; a larger file is refused while it arrives. */
export const largestFile = 20 * 2 ** 20
