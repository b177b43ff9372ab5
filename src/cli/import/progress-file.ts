import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import type * as z from 'zod'

/** A file that remembers where an import stopped. */
export type ProgressFile<Saved> = {
  path: string
  /** Returns undefined for a missing or invalid file: an import can always start from the beginning. */
  read(): Promise<Saved | undefined>
  /** Replaces the file in one step, so that it is complete at any moment. */
  write(saved: Saved): Promise<void>
  remove(): Promise<void>
}

/** Opens the progress file `<name>.progress`. */
export function progressFile<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
): ProgressFile<z.infer<Schema>> {
  const path = `${name}.progress`
  return {
    path,
    async read() {
      try {
        return schema.parse(JSON.parse(await readFile(path, 'utf8')))
      } catch {
        return undefined
      }
    },
    async write(saved) {
      const temporary = `${path}.${process.pid}`
      try {
        await rm(temporary, { force: true })
        // Fails if another user has put a link there.
        await writeFile(temporary, `${JSON.stringify(saved)}\n`, { flag: 'wx' })
        await rename(temporary, path)
      } catch (error) {
        throw new Error(`Cannot write ${path}, which remembers the progress: ${(error as Error).message}`)
      }
    },
    remove: () => rm(path, { force: true }),
  }
}
