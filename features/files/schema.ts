/** Bytes; a larger file is refused while it arrives. */
export const largestFile = 20 * 2 ** 20

/** Bytes of the largest recording: some four hours of a talk as conferences publish it. */
export const largestRecording = 2_000_000_000
