import { type FileHandle, open } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Place, readParts } from './import-parts.ts'
import { findProgress, progressPath } from './import-progress.ts'
import { count, newBar } from './import-progress-bar.ts'
import { sendPart } from './import-send.ts'

/**
 * `npm run import -- FILE.ndjson`: loads user apps, part after part, and when run again from where it
 * stopped.
 */

/** Half of what a request may bring. */
const PART_BYTES = 4_194_304

/** What a shell expects of a process that Ctrl-C ended. */
const INTERRUPTED = 130

const USAGE = `Usage: npm run import -- FILE.ndjson [--url http://127.0.0.1:8787] [--token TOKEN]
The file has one user app a line, as GET /user-apps/all gives them. The token may also stand in LATCHKEY_TOKEN.`

type Options = { path: string; url: string; token: string }

const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort())

const options = readOptions()
try {
  await importFile(options)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = interruption.signal.aborted ? INTERRUPTED : 1
}

function readOptions(): Options {
  const text = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({ options: { url: text, token: text }, allowPositionals: true })
    const [path] = positionals
    if (!path || positionals.length > 1) throw new Error('Give the one file to import.')
    const token = values.token ?? process.env.LATCHKEY_TOKEN
    if (!token) throw new Error('Give a token with the admin role.')
    return { path, token, url: new URL(values.url ?? `http://127.0.0.1:${process.env.PORT ?? 8787}`).origin }
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    process.exit(1)
  }
}

async function importFile({ path, url, token }: Options): Promise<void> {
  const { file, sizeBytes } = await openFile(path)
  const progress = await findProgress(file, path, url)
  const bar = newBar(process.stderr, progress.place, sizeBytes)
  if (progress.place.lines > 0) bar.say(goesOn(progress.place, path))
  const target = { url, token, signal: interruption.signal, say: bar.say }
  let own = 0
  try {
    bar.show(progress.place)
    for await (const part of readParts(file, progress.place, PART_BYTES)) {
      own += (await sendPart(target, part)).skipped
      await progress.advance(part)
      bar.show(part.end)
    }
  } catch (error) {
    throw new Error(`${reason(error as Error)}\n${stored(progress.place)}`)
  } finally {
    bar.end()
    await file.close()
  }
  await progress.finish()
  console.log(done(progress.place, own))
}

async function openFile(path: string): Promise<{ file: FileHandle; sizeBytes: number }> {
  const file = await open(path).catch(({ code }) => {
    throw new Error(code === 'ENOENT' ? `There is no file ${path}.` : `Cannot read ${path} (${code}).`)
  })
  const stats = await file.stat()
  if (!stats.isFile()) throw new Error(`${path} is not a file.`)
  if (stats.size === 0) throw new Error(`${path} is empty.`)
  return { file, sizeBytes: stats.size }
}

function goesOn({ lines }: Place, path: string): string {
  return `Going on from line ${count(lines + 1)}, where an earlier import stopped. To begin anew, delete ${progressPath(path)}`
}

function reason(error: Error): string {
  return interruption.signal.aborted ? 'Stopped.' : error.message
}

function stored({ lines }: Place): string {
  if (lines === 0) return 'Nothing of this file is stored yet.'
  return `All before line ${count(lines + 1)} is stored. Run the same command again: it goes on from there.`
}

function done({ lines }: Place, own: number): string {
  const passedOver =
    own > 0 ? ` ${count(own)} of them are the service’s own credentials, and were passed over.` : ''
  return `Imported ${count(lines)} lines.${passedOver}`
}
