import type { FileHandle } from 'node:fs/promises'
import type { Part, Place } from './part.ts'

const NEWLINE = 10

/**
 * Reads the lines after `start` in parts of at most `partBytes`, each of whole lines. A longer line is cut:
 * the service refuses it by its beginning. Only one part is in memory.
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

/** Reads until the buffer is full or the file ends: one read may return less. */
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

/** Counts the lines, including a last one without a newline. */
function countLines(bytes: Buffer): number {
  let lines = bytes.at(-1) === NEWLINE ? 0 : 1
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines++
  return lines
}
