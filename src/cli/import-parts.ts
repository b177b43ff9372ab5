import type { FileHandle } from 'node:fs/promises'

/** How far a file is read: so many bytes, which are so many lines. */
export type Place = { offset: number; lines: number }

/** Some lines of a file, byte by byte as they stand there, and the place where they end. */
export type Part = { bytes: Buffer; firstLine: number; end: Place }

const NEWLINE = 10

/**
 * The lines from `start` on, in parts of at most `partBytes` that end with a line. A longer line is cut: the
 * service refuses it by its beginning. No more than one part is held.
 */
export async function* readParts(file: FileHandle, start: Place, partBytes: number): AsyncGenerator<Part> {
  let { offset, lines } = start
  while (true) {
    const read = await fill(file, Buffer.allocUnsafe(partBytes), offset)
    if (read.length === 0) return
    const bytes = read.length < partBytes ? read : wholeLines(read)
    const firstLine = lines + 1
    offset += bytes.length
    lines += countLines(bytes)
    yield { bytes, firstLine, end: { offset, lines } }
  }
}

/** Reads until the buffer is full or the file ends: one read may bring less than there is. */
async function fill(file: FileHandle, buffer: Buffer, offset: number): Promise<Buffer> {
  let length = 0
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, offset + length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return buffer.subarray(0, length)
}

function wholeLines(bytes: Buffer): Buffer {
  const last = bytes.lastIndexOf(NEWLINE)
  return last === -1 ? bytes : bytes.subarray(0, last + 1)
}

/** The last line counts without a newline too. */
function countLines(bytes: Buffer): number {
  let lines = bytes.at(-1) === NEWLINE ? 0 : 1
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines++
  return lines
}
