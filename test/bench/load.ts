import autocannon, { type Client } from 'autocannon'
import { CONNECTIONS, type Job, type Subject, type Task } from './jobs.ts'
import { quantile } from './statistics.ts'
import { cpuMicros, memoryMb } from './usage.ts'

/** What one run measured. CPU is the server's, all threads, a request; memory is resident while it is still warm. */
export type Run = { rps: number; p50Ms: number; p99Ms: number; cpuMicros: number; rssMb: number }

/** Puts a server under load for a while. @throws where any answer is wrong, or missing */
export async function load(subject: Subject, job: Job, task: Task, seconds: number): Promise<Run> {
  const { pid } = subject
  const began = { cpu: cpuMicros(pid), at: performance.now() }
  const { durations, wrong } = await send(subject.url, task, seconds)
  const elapsedSeconds = (performance.now() - began.at) / 1000
  const cpu = cpuMicros(pid) - began.cpu
  if (wrong) throw new Error(`${subject.name} did not do ${job}: ${`${wrong}`.slice(0, 500)}`)
  subject.dropLogs()
  return {
    rps: durations.length / elapsedSeconds,
    p50Ms: quantile(durations, 0.5),
    p99Ms: quantile(durations, 0.99),
    cpuMicros: cpu / durations.length,
    rssMb: memoryMb(pid),
  }
}

/** How long a request may take: a machine may be slow, and then it is not the answer that is wrong. */
const TIMEOUT_SECONDS = 60

/** Every answer is read; the first that is not right ends the run, else time does, once each connection may have one. */
async function send(url: string, { requests, status: expected, isRight }: Task, seconds: number) {
  const durations: number[] = []
  let [wrong, status, connection] = ['', 0, 0]
  const verifyBody = (body: unknown): boolean => {
    const right = status === expected && isRight(String(body))
    if (!right) note(`answered ${status} with ${body}`)
    return right
  }
  const setupClient = (client: Client) => client.setRequests(requests(connection++))
  const { promise: done, resolve } = Promise.withResolvers<unknown>()
  const limits = { duration: TIMEOUT_SECONDS + seconds, timeout: TIMEOUT_SECONDS, sampleInt: 50 }
  const run = autocannon({ url, connections: CONNECTIONS, ...limits, setupClient, verifyBody }, resolve)
  const end = performance.now() + seconds * 1000
  const note = (what: string) => {
    wrong ||= what
    run.stop()
  }
  // Of a response, this comes first and the body's verdict right after it.
  run.on('response', (_client, code, _bytes, milliseconds) => {
    status = code
    durations.push(milliseconds)
    if (performance.now() > end && durations.length >= CONNECTIONS) run.stop()
  })
  run.on('reqError', (error) => note(`${error}`))
  const failed = await done
  return { durations, wrong: wrong || failed || (durations.length > 0 ? '' : 'no answer') }
}
