import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Refusal } from '../../domain/refusal.ts'
import { type FormPart, parseMultipart } from '../../lib/multipart.ts'

/** The largest body, except for imports. */
const BODY_MAX_BYTES = 65_536

/**
 * Reads the body, before the caller is identified: a client could send it slowly, and its token or its rights
 * end meanwhile. Refuses a larger body with 413 and a compressed one with 415.
 * @throws {Refusal} body_too_large, body_encoding_unsupported, request_aborted
 */
export function receiveBody(): MiddlewareHandler {
  const limited = limitBody(BODY_MAX_BYTES)
  return async function receiveBody(c, next) {
    await limited(c, async () => {
      if (declaredLength(c) !== 0) await readBytes(c)
      await next()
    })
  }
}

/**
 * Refuses a larger body with 413, by its declared length or while it is read, and a compressed one with 415.
 * @throws {Refusal} body_too_large, body_encoding_unsupported, request_aborted
 */
export function limitBody(maxBytes: number): MiddlewareHandler {
  const onError = () => {
    throw new Refusal('body_too_large', { maxBytes })
  }
  const counted = bodyLimit({ maxSize: maxBytes, onError })
  return function limitBody(c, next) {
    const length = declaredLength(c)
    if (length !== 0) requireIdentity(c.req.header('Content-Encoding'))
    if (length === undefined) return counted(c, next).catch(refuseAborted)
    return length > maxBytes ? onError() : next()
  }
}

/**
 * Requires a body that is not compressed, RFC 9110 section 8.4.
 * @throws {Refusal} body_encoding_unsupported
 */
function requireIdentity(encoding = 'identity'): void {
  if (!/^(identity)?$/i.test(encoding)) throw new Refusal('body_encoding_unsupported', { encoding })
}

/**
 * Returns the length that the runtime enforces. Only a body without a declared length must be counted while
 * it is read.
 */
function declaredLength(c: Context): number | undefined {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return 0
  const length = c.req.header('Content-Length')
  return length && /^\d+$/.test(length) && !c.req.header('Transfer-Encoding') ? Number(length) : undefined
}

/**
 * Reads the whole body. Every reader of a body uses this function or `bodyChunks`.
 * @throws {Refusal} request_aborted
 */
async function readBytes(c: Context): Promise<ArrayBuffer> {
  return c.req.arrayBuffer().catch(refuseAborted)
}

/** Yields the body as it arrives. @throws {Refusal} request_aborted */
export async function* bodyChunks(c: Context): AsyncGenerator<Uint8Array> {
  try {
    yield* c.req.raw.body ?? []
  } catch (error) {
    refuseAborted(error)
  }
}

/**
 * Refuses a request whose body could not be read to its end: its client closed the connection. Each runtime
 * throws another error then.
 */
function refuseAborted(error: unknown): never {
  throw error instanceof Refusal ? error : new Refusal('request_aborted')
}

/** Returns the media type of the body, RFC 9110 section 8.3. @throws {Refusal} body_type_unsupported */
export function requireType(c: Context, ...accepted: string[]): string {
  const given = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (!given || !accepted.includes(given)) throw new Refusal('body_type_unsupported', { accepted })
  return given
}

/**
 * Reads the body as a JSON object.
 * @throws {Refusal} body_type_unsupported, body_not_json, body_not_object, request_aborted
 */
export async function readJsonObject(c: Context): Promise<Record<string, unknown>> {
  requireType(c, 'application/json')
  const value = await readJson(c)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal('body_not_object')
  return value as Record<string, unknown>
}

/** Reads the body as any JSON value. @throws {Refusal} body_not_json, request_aborted */
export async function readJson(c: Context): Promise<unknown> {
  return parseJson(await readText(c))
}

/** Decodes the body as UTF-8, RFC 8259 section 8.1, without a byte order mark. */
async function readText(c: Context): Promise<string> {
  const bytes = await readBytes(c)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new Refusal('body_not_json')
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('body_not_json')
  }
}

const UTF_8 = new TextDecoder()

/**
 * Reads a URL-encoded form, https://url.spec.whatwg.org/#urlencoded-parsing. Reading bytes avoids the
 * runtimes' slower streams.
 * @throws {Refusal} request_aborted
 */
export async function readUrlEncoded(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(UTF_8.decode(await readBytes(c)))
}

/**
 * Reads a multipart form, RFC 7578: the names and texts of its parts, and null for a file.
 * @throws {Refusal} body_not_form, request_aborted
 */
export async function readMultipart(c: Context): Promise<FormPart[]> {
  const body = UTF_8.decode(await readBytes(c))
  const parts = parseMultipart(body, c.req.header('Content-Type') ?? '')
  if (!parts) throw new Refusal('body_not_form')
  return parts
}
