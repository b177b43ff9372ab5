import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'

/** `npm run bench`: what the service costs, measured in the local workerd. Without a name, all of it. */

/** Each runs in a process of its own, so that none is measured in what another left behind. */
const BENCHMARKS: Record<string, (options: string[]) => Promise<void>> = {
  inventory: (options) => run('test/bench/inventory.ts', options),
}

const USAGE = `Usage: npm run bench [-- ${Object.keys(BENCHMARKS).join('|')}] [--quick]`

try {
  const { names, options } = read()
  for (const name of names) await BENCHMARKS[name]?.(options)
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`)
  process.exitCode = 1
}

function read() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean' } },
  })
  const unknown = positionals.find((name) => !Object.hasOwn(BENCHMARKS, name))
  if (unknown) throw new Error(`${unknown} is not known here.`)
  const names = positionals.length > 0 ? positionals : Object.keys(BENCHMARKS)
  return { names, options: values.quick ? ['--quick'] : [] }
}

/** It cleans up after itself, so it is asked to end, not left behind. */
function run(file: string, options: string[]): Promise<void> {
  const benchmark = spawn(process.execPath, [file, ...options], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => benchmark.kill(signal))
  return new Promise((resolve, reject) => {
    benchmark.on('error', reject)
    benchmark.on('exit', (status) => (status === 0 ? resolve() : reject(new Error(`${file} failed.`))))
  })
}
