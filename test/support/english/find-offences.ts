import { basename } from 'node:path'
import { type Comment, readSyntax, type SourceFile } from './syntax.ts'
import { NOT_FIRST, NOT_VERBS, PRIVATE, PRIVATE_IN_NAMES, RELATIVE } from './words.ts'

export type Rule = 'docstring' | 'first word' | 'private word' | 'private name' | 'width'

/** A place that breaks a rule of style.md, and the words that break it. */
type Offence = { rule: Rule; file: string; line: number; text: string }

/** All offences, and the totals that their rates are computed from. */
export type Findings = { offences: Offence[]; comments: number; words: number }

/** Commands to a tool, which have no grammar. */
const DIRECTIVE = /^(?:biome-ignore|@ts-|\/\s*<reference)/

/** Checks comments and names against those rules of style.md that a program can check. */
export function findOffences(files: SourceFile[]): Findings {
  const findings: Findings = { offences: [], comments: 0, words: 0 }
  for (const { file, text } of files) {
    const syntax = readSyntax({ file, text })
    const comments = syntax.comments.filter((comment) => !DIRECTIVE.test(comment.text))
    findings.comments += comments.length
    findings.words += comments.flatMap((comment) => comment.text.split(/\s+/)).length
    const names = new Map([[basename(file), 1], ...syntax.names.reverse()])
    const offences = [
      ...comments.flatMap((comment) => offencesOf(comment).map((one) => ({ ...one, line: comment.line }))),
      ...[...names].filter(([name]) => isPrivate(name)).map(offenceOfName),
    ]
    findings.offences.push(...offences.map((offence) => ({ ...offence, file })))
  }
  return findings
}

function isPrivate(name: string): boolean {
  const words = name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/)
  return words.some((word) => PRIVATE_IN_NAMES.has(word.toLowerCase()))
}

function offenceOfName([name, line]: [name: string, line: number]) {
  return { rule: 'private name' as const, line, text: name }
}

function offencesOf(comment: Comment): Pick<Offence, 'rule' | 'text'>[] {
  const offences: Pick<Offence, 'rule' | 'text'>[] = []
  const note = (rule: Rule, text = comment.text.replaceAll(/\s+/g, ' ').slice(0, 60)) => {
    offences.push({ rule, text })
  }
  if (comment.isDocstring && !beginsWell(comment)) note('docstring')
  if (!comment.isDocstring && RELATIVE.has(firstWord(comment))) note('first word')
  if (comment.isWide) note('width')
  const prose = comment.text.replaceAll(/`[^`]*`/g, '')
  for (const [word] of prose.matchAll(PRIVATE)) note('private word', word)
  return offences
}

/**
 * Whether a docstring begins with a verb in the third person (of a function) or a noun phrase (of anything
 * else).
 */
function beginsWell(comment: Comment): boolean {
  const { kind, isBoolean } = comment.subject
  const first = firstWord(comment)
  if (first === 'whether') return isBoolean
  if (NOT_FIRST.has(first)) return false
  if (comment.text.startsWith('@')) return true
  if (kind === 'member function' && first === 'called') return true
  return !kind.endsWith('function') || (/^\w+[^\Ws]s$|^is$/.test(first) && !NOT_VERBS.has(first))
}

function firstWord({ text }: Comment): string {
  return /^[\w’'-]*/.exec(text)?.[0].toLowerCase() ?? ''
}
