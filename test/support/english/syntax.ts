import { parseSync } from 'vite'
import { declaredBy, type Node, nameOf, nodesOf } from './nodes.ts'
import { type Subject, subjectOf } from './subjects.ts'

export type SourceFile = { file: string; text: string }

/** A JSDoc block, another block, or line comments on successive lines; `text` has no delimiters. */
export type Comment = { line: number; text: string; isDocstring: boolean; subject: Subject; isWide: boolean }

type Block = { type: string; value: string; start: number; end: number }

/** The formatter's line width, which it does not apply to comments. */
const WIDTH_MAX = 110

export type Syntax = { comments: Comment[]; names: [name: string, line: number][] }

/** Reads the comments and the identifiers of a TypeScript file. @throws {Error} if the file does not parse */
export function readSyntax({ file, text }: SourceFile): Syntax {
  const { program, comments, errors } = parseSync(file, text)
  if (errors[0]) throw new Error(`Cannot parse ${file}: ${errors[0].message}`)
  const nodes = [...nodesOf(program.body)]
  const outermost = new Map<number, Node>()
  for (const node of nodes) if (!outermost.has(node.start)) outermost.set(node.start, node)
  const blocks = joinLines(comments, text)
  return {
    comments: blocks.map((block) => describe(block, text, outermost.get(nextCode(block.end, blocks, text)))),
    names: nodes.flatMap((node) => {
      const name = nameOf(node)
      return name === undefined ? [] : [[name, lineAt(text, node.start)]]
    }),
  }
}

/** Joins line comments on successive lines. */
function joinLines(comments: Block[], text: string): Block[] {
  const joined: Block[] = []
  for (const { type, value, start, end } of comments) {
    const last = joined.at(-1)
    if (last?.type === 'Line' && type === 'Line' && /^\n[ \t]*$/.test(text.slice(last.end, start))) {
      last.value += `\n${value}`
      last.end = end
    } else {
      joined.push({ type, value, start, end })
    }
  }
  return joined
}

/** Returns the offset of the code after a comment, past white space and further comments. */
function nextCode(end: number, blocks: Block[], text: string): number {
  const start = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0)
  const comment = blocks.find((block) => block.start === start)
  return comment ? nextCode(comment.end, blocks, text) : start
}

function describe({ type, value, start, end }: Block, text: string, node: Node | undefined): Comment {
  const lines = text.slice(text.lastIndexOf('\n', start) + 1, end).split('\n')
  return {
    line: lineAt(text, start),
    text: value
      .replace(/^\*/, '')
      .replaceAll(/^[ \t]*(?:\* ?)?/gm, '')
      .trim(),
    isDocstring: type === 'Block' && value.startsWith('*'),
    subject: subjectOf(node && declaredBy(node)),
    isWide: lines.some((line) => line.length > WIDTH_MAX && !line.includes('://')),
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
