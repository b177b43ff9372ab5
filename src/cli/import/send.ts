import * as z from 'zod'
import { PATHS } from '../../http/paths.ts'
import { parseJson } from '../parse-json.ts'
import type { Part } from './part.ts'
import { asSentence, errorFor, fetchText, type Retries, retry } from './request.ts'

const ADMIN_TOKEN = `An import needs a token with the role admin: --token TOKEN, or LATCHKEY_TOKEN=TOKEN. For a local service:
  npm run -s token -- --sub admin --role admin`

const Stored = z.object({ imported: z.number(), skipped: z.number() })

/**
 * The result of one part: the number of stored lines, and of skipped lines of the service's own credentials.
 */
export type Stored = z.infer<typeof Stored>

/** The service to import into, an administrator's token, and the issuer of the owners. */
export type Target = { url: string; token: string; issuer: string | undefined } & Retries

/**
 * Sends a part, and repeats a request that fails temporarily.
 * @throws {Error} with the service's message if it refuses the part
 */
export function sendPart(target: Target, part: Part): Promise<Stored> {
  return retry(target, () => send(target, part))
}

async function send({ url, token, issuer, signal }: Target, { bytes, firstLine }: Part): Promise<Stored> {
  const query = new URLSearchParams({
    firstLine: String(firstLine),
    ...(issuer === undefined ? {} : { issuer }),
  })
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-ndjson' }
  const { response, text } = await fetchText(
    `${url}${PATHS.userAppsImport}?${query}`,
    { method: 'POST', headers, body: bytes as Uint8Array<ArrayBuffer>, signal },
    `Latchkey at ${url}`,
    ' For a local service, run npm run dev.',
  )
  if (response.status !== 200) throw refusal(response, text)
  const { success, data } = Stored.safeParse(parseJson(text))
  if (!success) throw new Error(`The server at ${url} is not Latchkey.`)
  return data
}

function refusal(response: Response, text: string): Error {
  const { status, statusText } = response
  const { data } = z.object({ message: z.string() }).safeParse(parseJson(text))
  const reason = data?.message.trim() || `The service responded ${status} ${statusText}`.trimEnd()
  const message = asSentence(reason)
  return errorFor(response, status === 401 || status === 403 ? `${message}\n${ADMIN_TOKEN}` : message)
}
