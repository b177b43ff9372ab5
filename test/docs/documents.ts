import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A document of the repository, by its path from the root. */
type Document = { path: string; text: string }

const FOLDER = 'docs'

/** Every document that a reader of the project gets. */
export const DOCUMENTS: Document[] = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...readdirSync(FOLDER)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(FOLDER, name)),
].map((path) => ({ path, text: readFileSync(path, 'utf8') }))

/** A fenced block of a document, and the comment directly above it. */
export type Block = { language: string; line: number; comment: string; code: string }

/** Blocks may be indented, as in a list. */
const BLOCK = /^( *)(?:<!-- (.*) -->\n *)?```(\w*)\n([\s\S]*?)^\1```$/gm

/** Returns the fenced blocks of a document in their order. */
export function blocksOf({ text }: Document): Block[] {
  return [...text.matchAll(BLOCK)].map(
    ({ 1: indent = '', 2: comment = '', 3: language = '', 4: code = '', index }) => ({
      language,
      line: text.slice(0, index).split('\n').length,
      comment,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  )
}

/** Returns a document's text without its blocks. */
export function proseOf({ text }: Document): string {
  return text.replaceAll(BLOCK, '')
}

/** Returns the names in the first column of a document's tables. */
export function firstColumn(text: string): string[] {
  const cells = [...text.matchAll(/^\| *([^|]*?) *\|/gm)].map(([, cell = '']) => cell)
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
}
