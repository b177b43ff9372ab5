import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import * as z from 'zod'
import { readParts } from './file-parts.ts'
import { PART_BYTES, type Place, type Source } from './part.ts'
import { count } from './progress-bar.ts'
import { progressFile } from './progress-file.ts'

/** The stored part of the file: its length, its hash, and the service that stored it. */
const Saved = z.object({
  url: z.string(),
  offset: z.int().positive(),
  lines: z.int().positive(),
  sha256: z.string(),
})

/**
 * Opens a file to import into the service. An import resumes where an earlier one stopped if the file is
 * unchanged up to that place: a line after it may have been fixed since.
 */
export async function openFileSource(path: string, url: string): Promise<Source> {
  const { file, size } = await openFile(path)
  const progress = progressFile(path, Saved)
  const { start, hash } = await findStart(file, url, await progress.read())
  return {
    start,
    size: () => size,
    resumed: `Resuming at line ${count(start.lines + 1)}. To start from the beginning, delete ${progress.path}`,
    parts: () => readParts(file, start, PART_BYTES),
    advance: ({ bytes, end }) =>
      progress.write({ url, ...end, sha256: hash.update(bytes).copy().digest('hex') }),
    finish: progress.remove,
    close: () => file.close(),
  }
}

async function openFile(path: string): Promise<{ file: FileHandle; size: number }> {
  const file = await open(path).catch(({ code }) => {
    throw new Error(code === 'ENOENT' ? `The file ${path} does not exist.` : `Cannot read ${path} (${code}).`)
  })
  try {
    return { file, size: await sizeOf(file, path) }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function sizeOf(file: FileHandle, path: string): Promise<number> {
  const stats = await file.stat()
  if (!stats.isFile()) throw new Error(`${path} is not a file.`)
  if (stats.size === 0) throw new Error(`${path} is empty.`)
  return stats.size
}

async function findStart(
  file: FileHandle,
  url: string,
  saved: z.infer<typeof Saved> | undefined,
): Promise<{ start: Place; hash: Hash }> {
  if (saved?.url === url) {
    const hash = await hashBefore(file, saved.offset)
    const isUnchanged = hash.copy().digest('hex') === saved.sha256
    if (isUnchanged) return { start: { offset: saved.offset, lines: saved.lines }, hash }
  }
  return { start: { offset: 0, lines: 0 }, hash: createHash('sha256') }
}

async function hashBefore(file: FileHandle, offset: number): Promise<Hash> {
  const hash = createHash('sha256')
  const stream = file.createReadStream({ start: 0, end: offset - 1, autoClose: false })
  for await (const bytes of stream) hash.update(bytes)
  return hash
}
