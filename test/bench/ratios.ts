import type { Job } from './jobs.ts'
import { JOBS } from './jobs.ts'
import type { Run } from './load.ts'
import { median, rounded } from './statistics.ts'

/** All runs of a server for a job, in the order of the rounds. */
export type Runs = { edition: string; job: Job; runs: Run[] }

/** A ratio above 1 is better for the first, by requests a second and by CPU. */
export type Ratio = { ratio: string; job: Job; rps: number; cpu: number }

const PAIRS = [
  ['node', 'floor'],
  ['node', 'oidc-provider'],
  ['node', 'better-auth'],
  ['bun', 'node'],
  ['deno', 'node'],
] as const

/** Returns the medians of the runs. */
export function figure({ edition, job, runs }: Runs) {
  const middle = (of: keyof Run, digits = 0) => rounded(median(runs.map((run) => run[of])), digits)
  const [rps, cpuMicros, rssMb] = [middle('rps'), middle('cpuMicros'), middle('rssMb')]
  return { edition, job, rps, p50Ms: middle('p50Ms', 1), p99Ms: middle('p99Ms', 1), cpuMicros, rssMb }
}

/** Returns the medians of the ratios of all rounds: both servers of a round meet the same conditions. */
export function ratios(all: Runs[]): Ratio[] {
  const runsOf = (edition: string, job: Job) => all.find((one) => one.edition === edition && one.job === job)
  return PAIRS.flatMap(([first, second]) =>
    JOBS.flatMap((job) => {
      const [one, other] = [runsOf(first, job), runsOf(second, job)]
      return one && other ? [ratio(one, other)] : []
    }),
  )
}

function ratio(one: Runs, other: Runs): Ratio {
  const rounds = one.runs.flatMap((run, round) => {
    const against = other.runs[round]
    return against ? [{ rps: run.rps / against.rps, cpu: against.cpuMicros / run.cpuMicros }] : []
  })
  const middle = (of: 'rps' | 'cpu') => rounded(median(rounds.map((round) => round[of])), 2)
  return {
    ratio: `${one.edition}/${other.edition}`,
    job: one.job,
    rps: middle('rps'),
    cpu: middle('cpu'),
  }
}

/**
 * Formats the ratios as a Markdown table, as in docs/performance.md: by requests per second, and by CPU in
 * parentheses.
 */
export function table(all: Ratio[]): string {
  const names = [...new Set(all.map(({ ratio }) => ratio))]
  const cell = (name: string, job: Job) => {
    const found = all.find((one) => one.ratio === name && one.job === job)
    return found ? `${found.rps} (${found.cpu})` : '–'
  }
  const lines = names.map((name) => [name.replace('/', ' / '), ...JOBS.map((job) => cell(name, job))])
  return [['', ...JOBS], Array(JOBS.length + 1).fill('---'), ...lines]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n')
}
