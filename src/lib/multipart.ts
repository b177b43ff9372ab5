/** The longest boundary: RFC 2046 section 5.1.1. */
const BOUNDARY = /;[ \t]*boundary=(?:"([^"\r\n]{1,70})"|([^\s";,]{1,70}))(?=[ \t]*(?:;|$))/i

const DISPOSITION = /^content-disposition[ \t]*:[ \t]*form-data[ \t]*(;.*)$/i

const PARAMETER = /;[ \t]*([\w*]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s";]*))/g

/** The name and the text of a part; null for a file. */
export type FormPart = [name: string, text: string | null]

/**
 * Parses a multipart form: RFC 7578, RFC 2046 section 5.1. Names may be without quotes, as .NET writes them.
 * Returns undefined for a body that is no such form. The runtimes' own parsers differ in what they accept.
 */
export function parseMultipart(body: string, contentType: string): FormPart[] | undefined {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) return undefined
  const [, ...sections] = `\r\n${body}`.split(`\r\n--${boundary}`)
  const end = sections.findIndex((section) => section.startsWith('--'))
  if (end === -1) return undefined
  const parts = sections.slice(0, end).map(parsePart)
  return parts.every((part) => part !== undefined) ? parts : undefined
}

/** Parses what follows a boundary: blanks, a line break, headers, an empty line, and the text. */
function parsePart(section: string): FormPart | undefined {
  const start = /^[ \t]*\r\n/.exec(section)?.[0].length
  const blank = section.indexOf('\r\n\r\n')
  if (start === undefined || blank === -1) return undefined
  const dispositions = section.slice(start, blank).split('\r\n').flatMap(dispositionOf)
  const [parameters] = dispositions
  const name = parameters?.get('name')
  if (dispositions.length !== 1 || name === undefined) return undefined
  const isFile = parameters?.has('filename') || parameters?.has('filename*')
  return [name, isFile ? null : section.slice(blank + 4)]
}

/** Returns the parameters of a header line, by lower-case name, if it is the disposition. */
function dispositionOf(line: string): Map<string, string>[] {
  const [, list] = DISPOSITION.exec(line) ?? []
  if (list === undefined) return []
  const found = [...list.matchAll(PARAMETER)].map(
    ([, name = '', quoted, plain = '']) =>
      [name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain] as const,
  )
  return [new Map(found)]
}
