import {
  type Content,
  createReader,
  type Document,
  type DocumentReader,
  type Header,
  type Operation,
  type Parameter,
  type Response,
  typed,
} from './document-reader.ts'

/** A request and its response, as far as the document describes them. */
export type Exchange = {
  method: string
  /** With the query. */
  path: string
  /** The request body, if it is text. */
  sent?: { type: string; body: string } | undefined
  status: number
  headers: Headers
  /** The response body; undefined if it broke off. */
  body: string | undefined
}

/**
 * Returns a function that lists the differences between the document and an exchange: a response, or a
 * request that succeeded.
 */
export function createExchangeChecker(document: Document): (exchange: Exchange) => string[] {
  const reader = createReader(document)
  return (exchange) => {
    const { method, path, status } = exchange
    // Not by `URL`: one edition does not walk `..`, and finds nothing there.
    const [pathname = ''] = path.replace(/^\/+/, '/').split('?')
    if (PAGES.test(pathname) && status < 400) return []
    if (pathname.startsWith('/development-issuer/')) return []
    // A preflight is no operation: https://fetch.spec.whatwg.org/#cors-preflight-fetch.
    if (method === 'OPTIONS' && status === 204) return []
    const operation = reader.operationAt(method, pathname)
    const problems = [
      ...responseProblems(reader, operation?.responses ?? reader.responsesAt(status, pathname), exchange),
      ...(operation && status < 300 ? requestProblems(reader, operation, exchange) : []),
    ]
    return problems.map((problem) => `${method} ${path} → ${status}: ${problem}`)
  }
}

/**
 * The pages, which are no operations; their errors are documented like all others. The development issuer is
 * not part of the API.
 */
const PAGES = /^\/($|assets\/|docs$)/

function responseProblems(reader: DocumentReader, responses: Operation['responses'], exchange: Exchange) {
  const response = responses[exchange.status]
  if (!response) return [`the document has ${Object.keys(responses).join(', ')}`]
  const documented = reader.resolve(response)
  return [...headerProblems(reader, documented, exchange), ...bodyProblems(reader, documented, exchange)]
}

/** The headers that platforms add, and those for browsers, which have tests of their own. */
const UNDOCUMENTED = [
  ...['connection', 'content-encoding', 'content-length', 'date', 'keep-alive', 'transfer-encoding'],
  ...['content-security-policy', 'content-type', 'referrer-policy', 'x-content-type-options'],
  ...['strict-transport-security'],
  ...['cf-cache-status', 'cross-origin-resource-policy'],
]

function headerProblems(reader: DocumentReader, response: Response, { headers }: Exchange): string[] {
  const known = new Set([...Object.keys(response.headers).map((name) => name.toLowerCase()), ...UNDOCUMENTED])
  const unknown = [...headers.keys()].filter((name) => !known.has(name))
  const wrong = Object.entries(response.headers).flatMap(([name, reference]) => {
    const { required, schema } = reader.resolve<Header>(reference)
    const value = headers.get(name)
    if (value === null) return required ? [`header ${name} is missing`] : []
    return reader
      .differences(schema, typed(value, schema))
      .map((difference) => `header ${name}: ${difference}`)
  })
  return [...unknown.map((name) => `header ${name} is not documented`), ...wrong]
}

function bodyProblems(reader: DocumentReader, { content }: Response, { method, headers, body }: Exchange) {
  const type = headers.get('Content-Type')
  if (!content) return body || type ? [`a body of type ${type} is not documented`] : []
  const [[documented, { schema }]] = Object.entries(content) as [[string, Content[string]]]
  if (type !== `${documented}; charset=utf-8`) return [`content type ${type} is not ${documented}`]
  if (method === 'HEAD' || body === undefined) return []
  return reader.differences(schema, JSON.parse(body)).map((difference) => `body: ${difference}`)
}

function requestProblems(reader: DocumentReader, operation: Operation, { path, sent }: Exchange): string[] {
  const query = new URLSearchParams(path.split('?')[1])
  const wrong = operation.parameters.flatMap((reference) => {
    const { name, in: place, schema } = reader.resolve<Parameter>(reference)
    const value = place === 'query' ? query.get(name) : null
    if (value === null) return []
    return reader.differences(schema, typed(value, schema)).map((difference) => `${name}: ${difference}`)
  })
  const content = operation.requestBody?.content
  return [...wrong, ...(content && sent ? sentProblems(reader, content, sent) : [])].map(
    (one) => `sent ${one}`,
  )
}

function sentProblems(
  reader: DocumentReader,
  content: Content,
  { type, body }: NonNullable<Exchange['sent']>,
) {
  const documented = content[type.split(';')[0]?.toLowerCase() ?? '']
  if (!documented) return [`type ${type}`]
  if ('$ref' in documented.schema && documented.schema.$ref.endsWith(CASELESS)) return []
  const read = READERS[type.split(';')[0]?.toLowerCase() ?? ''] ?? ((text: string) => [JSON.parse(text)])
  return read(body.replace(/^\ufeff/, '')).flatMap((value) => reader.differences(documented.schema, value))
}

/** Its properties count without regard to case, which no schema can say. */
const CASELESS = '/JsonTokenRequest'

/** The readers of request bodies that are not JSON. */
const READERS: Record<string, (text: string) => unknown[]> = {
  'application/x-www-form-urlencoded': (text) => [Object.fromEntries(new URLSearchParams(text))],
  'application/x-ndjson': (text) =>
    text
      .split('\n')
      .filter((line) => line.trim())
      .map((line) => JSON.parse(line)),
}
