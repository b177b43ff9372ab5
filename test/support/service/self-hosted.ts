import { type ChildProcess, spawn } from 'node:child_process'
import { ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { d1OverSqlite } from '../../../src/platform/sqlite/d1.ts'
import { openFile } from '../../../src/platform/sqlite/file.ts'
import { DATABASE_FILE } from '../../../src/platform/sqlite/store.ts'
import type { SelfHosted } from '../bindings/contract-cases.ts'
import { checkService } from '../openapi/checked-services.ts'
import { commandOf } from './runtimes.ts'
import type { Started } from './service.ts'

/**
 * Starts the service as `npm start` and its like do, on a free port of loopback, with a folder of its own.
 */
export async function startSelfHosted(
  edition: SelfHosted,
  variables: Record<string, string>,
  ...options: string[]
): Promise<Started> {
  const folder = temporaryFolder()
  const { url, logs, readLogs, stop } = await launch(
    edition,
    { ...variables, DATA_DIR: folder },
    '.',
    ...options,
  )
  const file = openFile(join(folder, DATABASE_FILE))
  return {
    url,
    logs,
    readLogs,
    db: d1OverSqlite(file),
    async stop() {
      file.close()
      await stop()
    },
  }
}

/** The clean-up of folders and of services that a failed test left running, when this process ends. */
const leftovers = new Set<() => void>()
process.once('exit', () => {
  for (const end of leftovers) end()
})

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
  leftovers.add(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts a process of the service and waits until it responds. Its process group ends with it. */
export function launch(
  edition: SelfHosted,
  variables: Record<string, string>,
  cwd?: string,
  ...options: string[]
) {
  return launchCommand([...commandOf(edition), ...options], variables, cwd)
}

/** Starts any command that reports its address like the service does. */
export async function launchCommand(command: string[], variables: Record<string, string>, cwd?: string) {
  const { child, output, dropLogs, ended } = runCommand(command, { PORT: '0', ...variables }, cwd)
  const logs: string[] = []
  let [rest, url] = ['', '']
  const readLogs = () => {
    const lines = (rest + output()).split('\n')
    rest = lines.pop() ?? ''
    logs.push(...lines)
  }
  while (!url) {
    readLogs()
    url = portOf(logs) ?? ''
    const status = await Promise.race([ended, tick()])
    if (typeof status === 'number') throw new Error(`Cannot start: status ${status}, ${logs}${rest}`)
  }
  checkService(url, variables.ISSUER)
  const kill = (signal: NodeJS.Signals) => process.kill(-(child.pid as number), signal)
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    kill(signal)
    return ended
  }
  return { pid: child.pid as number, url, logs, readLogs, dropLogs, kill, stop, ended }
}

/** Starts the service; `output` is what it wrote since it was last asked. */
export function run(
  edition: SelfHosted,
  variables: Record<string, string>,
  cwd?: string,
  ...options: string[]
) {
  return runCommand([...commandOf(edition), ...options], variables, cwd)
}

/**
 * Runs a command whose output goes to a file, so that a line written before a response is there before the
 * response.
 */
function runCommand([command = '', ...options]: string[], variables: Record<string, string>, cwd = '.') {
  const path = join(temporaryFolder(), 'output')
  const [writing, reading] = [openSync(path, 'a'), openSync(path, 'r')]
  rmSync(join(path, '..'), { recursive: true })
  const { PATH, HOME } = process.env as Record<string, string>
  const env = { PATH, HOME, HOST: '127.0.0.1', ...variables } as Record<string, string>
  const child = spawn(command, options, { cwd, env, detached: true, stdio: ['ignore', writing, writing] })
  const end = () => void process.kill(-(child.pid as number), 'SIGKILL')
  leftovers.add(end)
  const ended = statusOf(child).finally(() => leftovers.delete(end))
  const dropLogs = () => ftruncateSync(writing)
  return { child, output: () => readFileSync(reading, 'utf8'), dropLogs, ended }
}

/** The exit status of a process that a signal ended. */
const KILLED = -1

function statusOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? KILLED)))
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10))
}

function portOf(lines: string[]): string | undefined {
  const ready = /(?:"event":"listening".*|^Latchkey is ready on .*):(\d+)/
  const port = lines.map((line) => ready.exec(line)?.[1]).find(Boolean)
  return port && `http://127.0.0.1:${port}`
}
