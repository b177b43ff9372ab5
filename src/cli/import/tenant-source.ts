import * as z from 'zod'
import { TENANT_USER_APPS_PATH } from '../../http/paths.ts'
import { parseJson } from '../parse-json.ts'
import { PART_BYTES, type Part, type Place, type Source } from './part.ts'
import { count } from './progress-bar.ts'
import { progressFile } from './progress-file.ts'
import { asSentence, errorFor, fetchText, isTemporary, type Retries, retry } from './request.ts'

/** The vendor's largest page. */
const PAGE_RECORDS = 250

/** A filter that every user app matches: the vendor requires one. */
const EVERYTHING = 'not id eq "none"'

/** The records that were imported from a tenant, and the service that stored them. */
const Saved = z.object({ from: z.string(), url: z.string(), offset: z.int().positive() })

const CHECK_ADDRESS = 'Check --from: it must be the address of the tenant’s API.'

const Records = z.array(z.record(z.string(), z.unknown()))

/** A tenant to read from, and the service to import into. */
export type Tenant = { from: string; url: string; token: string } & Retries

/** Opens a tenant of the vendor. An import resumes after the last record that was stored. */
export async function openTenantSource(tenant: Tenant): Promise<Source> {
  const { from, url } = tenant
  const progress = progressFile(new URL(from).host.replaceAll(':', '-'), Saved)
  const saved = await progress.read()
  const offset = saved?.from === from && saved.url === url ? saved.offset : 0
  const start = { offset, lines: offset }
  let size: number | undefined
  return {
    start,
    size: () => size,
    resumed: `Resuming at record ${count(offset + 1)}. To start from the beginning, delete ${progress.path}`,
    parts: () =>
      readPages(tenant, start, (total) => {
        size = total
      }),
    advance: ({ end }) => progress.write({ from, url, offset: end.offset }),
    finish: progress.remove,
    close: async () => {},
  }
}

/** Reads page after page until one is not full. The first page asks for the total. */
async function* readPages(
  tenant: Tenant,
  start: Place,
  onTotal: (total: number) => void,
): AsyncGenerator<Part> {
  let { offset } = start
  for (let isFirst = true; ; isFirst = false) {
    const { records, total } = await retry(tenant, () => readPage(tenant, offset, isFirst))
    if (total !== undefined) onTotal(total)
    for (const lines of groups(records.map((record) => `${JSON.stringify(record)}\n`))) {
      const end = offset + lines.length
      yield { bytes: Buffer.from(lines.join('')), firstLine: offset + 1, end: { offset: end, lines: end } }
      offset = end
    }
    if (records.length < PAGE_RECORDS) return
  }
}

/** Splits lines into groups that fit into a part. */
function groups(lines: string[]): string[][] {
  const all: string[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const line of lines) {
    bytes += Buffer.byteLength(line)
    if (bytes > PART_BYTES) {
      all.push([])
      bytes = Buffer.byteLength(line)
    }
    all.at(-1)?.push(line)
  }
  return all
}

async function readPage({ from, token, signal }: Tenant, offset: number, counts: boolean) {
  const query = new URLSearchParams({
    filters: EVERYTHING,
    limit: String(PAGE_RECORDS),
    offset: String(offset),
  })
  if (counts) query.set('count', 'true')
  const headers = { Authorization: `Bearer ${token}`, 'X-SailPoint-Experimental': 'true' }
  const { response, text } = await fetchText(
    `${from}${TENANT_USER_APPS_PATH}/all?${query}`,
    { headers, signal },
    from,
  )
  const place = `records ${count(offset + 1)} to ${count(offset + PAGE_RECORDS)}`
  if (response.status !== 200) throw tenantError(response, text, place)
  const { success, data } = Records.safeParse(parseJson(text))
  if (!success)
    throw new Error(`The tenant’s response for ${place} is not a list of user apps.\n${CHECK_ADDRESS}`)
  return { records: data, total: totalCount(response.headers) }
}

/** Reads `X-Total-Count`: undefined if the tenant did not count. */
function totalCount(headers: Headers): number | undefined {
  const value = headers.get('X-Total-Count') ?? ''
  return /^\d+$/.test(value) ? Number(value) : undefined
}

function tenantError(response: Response, text: string, place: string): Error {
  const status = `${response.status} ${response.statusText}`.trimEnd()
  const reason = tenantReason(text)
  const message = asSentence(`The tenant responded ${status} for ${place}${reason && `: ${reason}`}`)
  return errorFor(response, message + advice(response.status))
}

/** Returns the next step after an error that stops the import, nothing after a temporary one. */
function advice(status: number): string {
  if (status === 401 || status === 403) {
    return '\nCheck TENANT_TOKEN: it must be a valid token of the tenant with the scope idn:app-roles:manage.'
  }
  if (isTemporary(status)) return ''
  return status >= 500 ? '\nRun the same command again later.' : `\n${CHECK_ADDRESS}`
}

const Failure = z.object({
  messages: z.optional(z.array(z.object({ text: z.string() }))),
  error: z.optional(z.string()),
  message: z.optional(z.string()),
})

/** Returns the reason in an error of the vendor's format, empty if it has none. */
function tenantReason(text: string): string {
  const { data } = Failure.safeParse(parseJson(text))
  return (data?.messages?.[0]?.text ?? data?.error ?? data?.message ?? '').trim()
}
