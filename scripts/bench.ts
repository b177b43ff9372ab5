import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { offerHelp } from '../src/cli/help.ts'

/**
 * `npm run bench`: runs the named benchmarks, or compares the service with its alternatives.
 */

/** The benchmarks. Each runs in its own process, so that none affects another. */
const BENCHMARKS: Record<string, (options: string[]) => Promise<number>> = {
  compare: (options) => run('test/bench/compare.ts', options),
  growth: (options) => run('test/bench/growth.ts', options),
  worker: (options) => run('test/bench/worker.ts', options),
  inventory: (options) => run('test/bench/inventory.ts', options),
  editions: (options) => run('test/bench/editions.ts', options),
  limiter: (options) => run('test/bench/limiter.ts', options),
}

const NAMES = Object.keys(BENCHMARKS)

const USAGE = `Usage: npm run bench [-- ${NAMES.join('|')}] [--quick] [--only node,floor]
Prints one JSON line for each figure. Without a name, it compares the editions with their alternatives.`

offerHelp(USAGE)
const { names, options } = read()
for (const name of names) process.exitCode ||= await BENCHMARKS[name]?.(options)

function read() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { quick: { type: 'boolean' }, only: { type: 'string' } },
    })
    const unknown = positionals.find((name) => !NAMES.includes(name))
    if (unknown) throw new Error(`Unknown benchmark ${unknown}.`)
    const names = positionals.length > 0 ? positionals : ['compare']
    const { quick, only } = values
    return { names, options: [...(quick ? ['--quick'] : []), ...(only ? ['--only', only] : [])] }
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    process.exit(1)
  }
}

/**
 * Runs a benchmark to its end. A signal is passed on: the benchmark stops its processes and removes its
 * files.
 */
function run(file: string, options: string[]): Promise<number> {
  const benchmark = spawn(process.execPath, [...process.execArgv, file, ...options], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => benchmark.kill(signal))
  }
  return new Promise((resolve, reject) => {
    benchmark.on('error', reject)
    benchmark.on('exit', (status) => resolve(status ?? 1))
  })
}
