import { parseArgs } from 'node:util'
import { isSecureUrl } from '../domain/discovery.ts'
import { keepFilesPrivate } from '../platform/private-files.ts'
import { offerHelp } from './help.ts'
import { openFileSource } from './import/file-source.ts'
import type { Place, Source } from './import/part.ts'
import { count, createProgressBar } from './import/progress-bar.ts'
import { sendPart } from './import/send.ts'
import { openTenantSource } from './import/tenant-source.ts'

/**
 * `npm run import -- FILE.ndjson` or `-- --from URL`: imports user apps from a file or from a tenant of the
 * vendor. Run again after an interruption, it resumes where it stopped.
 */

/** The exit status that shells expect after Ctrl-C. */
const INTERRUPTED = 130

const USAGE = `Usage: npm run import -- FILE.ndjson [--issuer URL] [--url http://127.0.0.1:8787] [--token TOKEN]
       npm run import -- --from https://TENANT [--issuer URL] [--url http://127.0.0.1:8787] [--token TOKEN]
The file has one user app per line, as GET /user-apps/all returns them. --from reads them from a tenant, with its token in
TENANT_TOKEN. --issuer is the trusted issuer whose people the owners are; the default is the only one with claims.id.
--token is an administrator's token of the service; the default is LATCHKEY_TOKEN.`

type Options = {
  path?: string | undefined
  from?: string | undefined
  issuer: string | undefined
  url: string
  token: string
}

const interruption = new AbortController()
const { signal } = interruption
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort())

offerHelp(USAGE)
const options = readOptions()
keepFilesPrivate()
try {
  await run(options)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = signal.aborted ? INTERRUPTED : 1
}

function readOptions(): Options {
  try {
    return parseOptions()
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    process.exit(1)
  }
}

function parseOptions(): Options {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    options: { url: text, token: text, from: text, issuer: text },
    allowPositionals: true,
  })
  if (positionals.length + (values.from === undefined ? 0 : 1) !== 1) {
    throw new Error('Name one file to import, or a tenant with --from.')
  }
  const token = values.token ?? process.env.LATCHKEY_TOKEN
  if (!token) throw new Error('A token with the role admin is required.')
  if (values.from !== undefined && !process.env.TENANT_TOKEN) {
    throw new Error('The token of the tenant is required in TENANT_TOKEN.')
  }
  const url = originOf('--url', values.url ?? `http://127.0.0.1:${process.env.PORT ?? 8787}`)
  const from = values.from === undefined ? undefined : tenantAddress(values.from)
  return { path: positionals[0], from, issuer: values.issuer, url, token }
}

/** Returns the address without a slash at its end. Its path is kept: a tenant may be below one. */
function tenantAddress(text: string): string {
  const origin = originOf('--from', text)
  if (!isSecureUrl(origin)) throw new Error('--from must be an https URL (http on a loopback address only).')
  return origin + new URL(text).pathname.replace(/\/+$/, '')
}

function originOf(option: string, text: string): string {
  const url = URL.parse(text)
  if (!url?.protocol.startsWith('http')) throw new Error(`${option} must be a URL like https://example.com.`)
  return url.origin
}

async function run({ path, from, issuer, url, token }: Options): Promise<void> {
  let report = (sentence: string) => console.error(sentence)
  const retries = { signal, report: (sentence: string) => report(sentence) }
  const source = from
    ? await openTenantSource({ from, url, token: process.env.TENANT_TOKEN ?? '', ...retries })
    : await openFileSource(path ?? '', url)
  const bar = createProgressBar(process.stderr, source.start)
  report = bar.report
  if (source.start.lines > 0) bar.report(source.resumed)
  let place = source.start
  let own = 0
  try {
    bar.show(place, source.size())
    for await (const part of source.parts()) {
      own += (await sendPart({ url, token, issuer, ...retries }, part)).skipped
      await source.advance(part)
      place = part.end
      bar.show(place, source.size())
    }
  } catch (error) {
    throw new Error(`${reason(error as Error)}\n${storedText(place)}`)
  } finally {
    bar.end()
    await source.close()
  }
  await finish(source, place, own)
}

async function finish(source: Source, place: Place, own: number): Promise<void> {
  await source.finish()
  console.log(summary(place, own))
}

function reason(error: Error): string {
  return signal.aborted ? 'Stopped.' : error.message
}

function storedText({ lines }: Place): string {
  if (lines === 0) return 'Nothing is stored yet.'
  return `Everything before line ${count(lines + 1)} is stored. Run the same command again to resume there.`
}

function summary({ lines }: Place, own: number): string {
  const skipped = own > 0 ? ` Skipped ${count(own)} of them: they are the service’s own credentials.` : ''
  return `Imported ${count(lines)} lines.${skipped}`
}
