/** Literals, quoted names and comments, where a mark means nothing; parameters; the end of a statement. */
const TOKEN =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\?(\d*)|;/g

/** How many parameters a statement has: SQLite's bindings tell nobody, and take a missing one for null. */
export function countParameters(sql: string): number {
  let count = 0
  for (const [token, number] of sql.matchAll(TOKEN)) {
    if (token.startsWith('?')) count = number ? Math.max(count, Number(number)) : count + 1
  }
  return count
}

/** The statements of a text, without what is only blank or comment. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = []
  let start = 0
  for (const { 0: token, index } of sql.matchAll(TOKEN)) {
    if (token !== ';') continue
    statements.push(sql.slice(start, index))
    start = index + 1
  }
  return [...statements, sql.slice(start)].filter(saysSomething)
}

function saysSomething(sql: string): boolean {
  return sql.replace(TOKEN, (token) => (/^(--|\/\*)/.test(token) ? '' : token)).trim() !== ''
}
