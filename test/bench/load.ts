import autocannon, { type Client } from 'autocannon'
import { CONNECTIONS, type Job, type Subject, type Task } from './jobs.ts'
import { quantile } from './statistics.ts'
import { cpuMicros, memoryMb } from './usage.ts'

/**
 * The measurements of one run. CPU is that of all threads of the server, per request; memory is resident
 * while the server is warm.
 */
export type Run = { rps: number; p50Ms: number; p99Ms: number; cpuMicros: number; rssMb: number }

/** Puts a server under load for a while. @throws if a response is wrong or missing */
export async function load(subject: Subject, job: Job, task: Task, seconds: number): Promise<Run> {
  const { pid } = subject
  const began = { cpu: cpuMicros(pid), at: performance.now() }
  const end = began.at + seconds * 1000
  const durations = await send(subject, job, task, (responses) => {
    return performance.now() > end && responses >= CONNECTIONS
  })
  const elapsedSeconds = (performance.now() - began.at) / 1000
  const cpu = cpuMicros(pid) - began.cpu
  return {
    rps: durations.length / elapsedSeconds,
    p50Ms: quantile(durations, 0.5),
    p99Ms: quantile(durations, 0.99),
    cpuMicros: cpu / durations.length,
    rssMb: memoryMb(pid),
  }
}

/** The timeout of a request. It is long, since a slow machine is not a wrong response. */
const TIMEOUT_SECONDS = 60

/**
 * Sends requests on all connections until the limit, and returns the duration of each response in
 * milliseconds.
 * @throws like `load`
 */
export async function send(
  { name, url, dropLogs }: Pick<Subject, 'name' | 'url' | 'dropLogs'>,
  job: Job,
  task: Task,
  isEnough: (responses: number) => boolean,
): Promise<number[]> {
  const durations: number[] = []
  let [wrong, status, connection] = ['', 0, 0]
  const note = (what: string) => {
    wrong ||= what
    run.stop()
  }
  const verifyBody = (body: unknown): boolean => {
    const isRight = status === task.status && task.isRight(String(body))
    if (!isRight) note(`got ${status} with ${body}`)
    return isRight
  }
  const setupClient = (client: Client) => client.setRequests(task.requests(connection++))
  const { promise: done, resolve } = Promise.withResolvers<unknown>()
  const limits = { duration: 3_600, timeout: TIMEOUT_SECONDS, sampleInt: 50 }
  const run = autocannon({ url, connections: CONNECTIONS, ...limits, setupClient, verifyBody }, resolve)
  // Of a response, this comes first and the body's verdict right after it.
  run.on('response', (_client, code, _bytes, milliseconds) => {
    status = code
    if (isEnough(durations.push(milliseconds))) run.stop()
  })
  run.on('reqError', (error) => note(`${error}`))
  wrong ||= `${(await done) ?? ''}`
  dropLogs()
  if (wrong) throw new Error(`${name} did not do ${job}: ${wrong.slice(0, 500)}`)
  return durations
}
