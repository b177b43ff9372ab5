/** Literals, quoted names and comments, in which `?` and `;` have no meaning; parameters; semicolons. */
const TOKEN =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\?(\d*)|;/g

/** Counts the parameters of a statement. SQLite's bindings do not, and bind null to a missing one. */
export function countParameters(sql: string): number {
  let count = 0
  for (const [token, number] of sql.matchAll(TOKEN)) {
    if (token.startsWith('?')) count = number ? Math.max(count, Number(number)) : count + 1
  }
  return count
}

/** Splits a text into its statements, without those that have only blanks and comments. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = []
  let start = 0
  for (const { 0: token, index } of sql.matchAll(TOKEN)) {
    if (token !== ';') continue
    statements.push(sql.slice(start, index))
    start = index + 1
  }
  return [...statements, sql.slice(start)].filter(hasCode)
}

function hasCode(sql: string): boolean {
  return sql.replace(TOKEN, (token) => (/^(--|\/\*)/.test(token) ? '' : token)).trim() !== ''
}
