import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { readFilter } from '../../src/domain/filters.ts'
import { USER_APP_FIELDS } from '../../src/model/user-app-fields.ts'
import { startIssuer } from '../support/oauth/issuer.ts'
import build from '../support/service/build-worker.ts'
import { goodSettings } from '../support/service/settings.ts'
import { fill } from './fill.ts'
import { FILTERS } from './filters.ts'
import { roundTripsOf, type Statement } from './recorder.ts'
import { databaseFile, startKeptService } from './service.ts'
import { median, quantile, rounded } from './statistics.ts'

/**
 * `npm run bench -- inventory`: measures each filter on a million user apps, over HTTP in the local workerd,
 * and the same SQL without the service. `--quick` uses a tenth of the rows.
 */

const ROWS = 1_000_000
const ROWS_QUICK = 100_000
const LIMIT = 250

/** The most requests per figure. The time limit may allow fewer, but never less than the minimum. */
const SAMPLES_MAX = 30
const SAMPLES_MIN = 5
const SAMPLING_MS = 2_000

/** The most that a first page may take: a multiple of the bare SQL, plus a time for everything else. */
const BARE_TIMES = 3
const AROUND_MS = 10

type Question = { filter: string; page: 'first' | 'deep'; count: boolean }
type Figure = Question & { samples: number; p50Ms: number; p99Ms: number; bareP50Ms: number }

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const rows = options.quick ? ROWS_QUICK : ROWS

/** Removed also when this is stopped or fails; workerd ends with this process in any case. */
const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))

const { measure, stop } = await prepare()
const figures: Figure[] = []
for (const question of questions()) {
  const figure = await measure(question)
  figures.push(figure)
  console.log(JSON.stringify({ job: 'inventory', rows, ...figure }))
}
await stop()
console.log(`\n${table(figures)}\n\n${verdict(figures)}`)

function questions(): Question[] {
  return Object.keys(FILTERS).flatMap((filter) =>
    (['first', 'deep'] as const).flatMap((page) => [false, true].map((count) => ({ filter, page, count }))),
  )
}

/** Fills a database of the service's own making, and starts the service on it. */
async function prepare() {
  await build()
  const issuer = await startIssuer()
  const settings = await goodSettings(issuer)
  const empty = await startKeptService(folder, settings)
  await empty.migrate()
  await empty.stop()
  console.error(`Filling ${rows.toLocaleString('en')} user apps …`)
  fill(databaseFile(folder), rows)
  const service = await startKeptService(folder, settings)
  const bare = new DatabaseSync(databaseFile(folder), { readOnly: true })
  const token = await issuer.sign({ claims: { roles: ['admin'], scope: 'idn:app-roles:manage' } })
  const measure = async (question: Question): Promise<Figure> => {
    const roundTrips = await roundTripsOf({ ...paging(question), filter: tree(question) })
    const ask = () =>
      requireSuccess(service.fetch(path(question), { headers: { Authorization: `Bearer ${token}` } }))
    return { ...question, ...(await sampled(ask, () => run(bare, roundTrips.flat()))) }
  }
  const stop = () => Promise.all([service.stop(), issuer.stop(), bare.close()])
  return { measure, stop }
}

function paging({ page, count }: Question) {
  return { limit: LIMIT, offset: page === 'first' ? 0 : rows * 0.9, count }
}

function tree({ filter }: Question) {
  return readFilter(FILTERS[filter] ?? '', USER_APP_FIELDS)
}

function path(question: Question): string {
  const { limit, offset, count } = paging(question)
  const filters = encodeURIComponent(FILTERS[question.filter] ?? '')
  return `/user-apps/all?limit=${limit}&offset=${offset}&count=${count}&filters=${filters}`
}

async function requireSuccess(pending: Promise<Response>): Promise<void> {
  const { status, ...body } = await pending.then(async (one) => ({
    status: one.status,
    text: await one.text(),
  }))
  if (status !== 200) throw new Error(`Cannot measure: expected 200, not ${status} with ${body.text}`)
}

/** Runs the statements as a service does, prepared each time. */
function run(database: DatabaseSync, statements: Statement[]): void {
  for (const { sql, values } of statements) database.prepare(sql).all(...(values as SQLInputValue[]))
}

/** Measures both in turn, so that other load on the machine affects both. */
async function sampled(ask: () => Promise<void>, bare: () => void) {
  await ask()
  bare()
  const [asked, ran]: [number[], number[]] = [[], []]
  const end = performance.now() + SAMPLING_MS
  while (asked.length < SAMPLES_MIN || (asked.length < SAMPLES_MAX && performance.now() < end)) {
    asked.push(await milliseconds(ask))
    ran.push(await milliseconds(bare))
  }
  return {
    samples: asked.length,
    p50Ms: rounded(median(asked), 1),
    p99Ms: rounded(quantile(asked, 0.99), 1),
    bareP50Ms: rounded(median(ran), 1),
  }
}

async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Formats the figures as a Markdown table, as in docs/performance.md. */
function table(figures: Figure[]): string {
  const deep = (rows * 0.9).toLocaleString('en')
  const cells = figures.map(({ p50Ms, p99Ms, bareP50Ms }) => `${p50Ms} / ${p99Ms} (${bareP50Ms})`)
  const lines = Object.keys(FILTERS).map((filter, index) => [
    `\`${filter}\``,
    ...cells.slice(index * 4, index * 4 + 4),
  ])
  return [
    `Median / p99 in ms on ${rows.toLocaleString('en')} user apps, and in parentheses the median of the same SQL run bare:\n`,
    ...[
      ['filter', 'first page', 'with count', `at offset ${deep}`, 'with count'],
      Array(5).fill('---'),
      ...lines,
    ].map((line) => `| ${line.join(' | ')} |`),
  ].join('\n')
}

function verdict(figures: Figure[]): string {
  const first = figures.filter(({ page }) => page === 'first')
  const late = first.filter(({ p50Ms, bareP50Ms }) => p50Ms > BARE_TIMES * bareP50Ms + AROUND_MS)
  const claim = `First pages: median within ${BARE_TIMES} × bare + ${AROUND_MS} ms`
  if (late.length === 0) return `${claim}: holds for all ${first.length}.`
  const names = late.map(({ filter, count }) => `${filter}${count ? ' with count' : ''}`)
  return `${claim}: does not hold for ${late.length} of ${first.length}: ${names.join(', ')}.`
}
