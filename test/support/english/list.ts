import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findOffences } from './find-offences.ts'
import type { SourceFile } from './syntax.ts'

/**
 * `node test/support/english/list.ts [FOLDER…]` lists all offences of the folders, or of those that the test
 * checks.
 */

/** The folders that the test checks. */
export const FOLDERS = [
  'src',
  'console',
  'scripts',
  'test/bench',
  'test/contract',
  'test/docs',
  'test/inside',
  'test/selfhosted',
  'test/support',
  'test/unit',
]

/** Reads the TypeScript files of the folders. */
export function sourcesIn(folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name))
      .map((file) => ({ file, text: readFileSync(file, 'utf8') })),
  )
}

if (import.meta.main) {
  const folders = process.argv.slice(2)
  const { offences, comments, words } = findOffences(sourcesIn(folders.length > 0 ? folders : FOLDERS))
  for (const { file, line, rule, text } of offences) console.log(`${file}:${line}: ${rule}: ${text}`)
  console.log(`${comments} comments, ${words} words`)
}
