import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, readFile, rename, rm, writeFile } from 'node:fs/promises'
import * as z from 'zod'
import type { Part, Place } from './import-parts.ts'

/** What is kept beside the file: how much of it which service has stored, and what that was. */
const Kept = z.object({
  url: z.string(),
  offset: z.int().positive(),
  lines: z.int().positive(),
  sha256: z.string(),
})

/** Keeps where an import stopped. */
export type Progress = {
  place: Place
  /** The part is stored. */
  advance(part: Part): Promise<void>
  /** There is nothing to go on with. */
  finish(): Promise<void>
}

/** Where the progress of a file is kept. */
export function progressPath(path: string): string {
  return `${path}.progress`
}

/**
 * Finds where an earlier import of the file to that service stopped, or the file's beginning. What decides is
 * that all before that place stands there unchanged: a line further on may have been mended since.
 */
export async function findProgress(file: FileHandle, path: string, url: string): Promise<Progress> {
  const { place, hash } = await findPlace(file, path, url)
  const progress: Progress = {
    place,
    async advance({ bytes, end }) {
      const kept = { url, ...end, sha256: hash.update(bytes).copy().digest('hex') }
      await keep(path, `${JSON.stringify(kept)}\n`)
      progress.place = end
    },
    finish: () => rm(progressPath(path), { force: true }),
  }
  return progress
}

async function findPlace(file: FileHandle, path: string, url: string): Promise<{ place: Place; hash: Hash }> {
  const kept = await readKept(path)
  if (kept?.url === url) {
    const hash = await hashBefore(file, kept.offset)
    const unchanged = hash.copy().digest('hex') === kept.sha256
    if (unchanged) return { place: { offset: kept.offset, lines: kept.lines }, hash }
  }
  return { place: { offset: 0, lines: 0 }, hash: createHash('sha256') }
}

/** Replaces what is kept in one step, so that it is whole at any moment. */
async function keep(path: string, text: string): Promise<void> {
  const temporary = `${progressPath(path)}.${process.pid}`
  try {
    await writeFile(temporary, text)
    await rename(temporary, progressPath(path))
  } catch (error) {
    throw new Error(`Cannot keep beside the file where the import stopped: ${(error as Error).message}`)
  }
}

/** Nothing, or nothing that can be read, is the same: an import can always begin anew. */
async function readKept(path: string): Promise<z.infer<typeof Kept> | undefined> {
  try {
    return Kept.parse(JSON.parse(await readFile(progressPath(path), 'utf8')))
  } catch {
    return undefined
  }
}

async function hashBefore(file: FileHandle, offset: number): Promise<Hash> {
  const hash = createHash('sha256')
  const stream = file.createReadStream({ start: 0, end: offset - 1, autoClose: false })
  for await (const bytes of stream) hash.update(bytes)
  return hash
}
