import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, extname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PROGRAMS = join(import.meta.dirname, 'programs')

/** Longest time until a program ends, or listens; Go compiles its whole library first. */
const PROGRAM_MAX_MS = 240_000

/** The commands that run a program, by its language. */
const COMMANDS: Record<string, string[]> = {
  '.js': [process.execPath],
  '.py': ['/usr/bin/python3'],
  '.go': ['go', 'run'],
  '.rb': ['ruby'],
  '.pl': ['perl'],
  '.conf': ['apache2', '-DFOREGROUND', '-f'],
  'nginx.conf': ['nginx', '-e', '/dev/stderr', '-c'],
}

type Variables = Record<string, string>

/** A started program. `output` returns what it printed, `errors` what it printed as errors. */
type Started = { child: ChildProcess; output: () => string; errors: () => string }

const running = new Set<ChildProcess>()
process.once('exit', () => running.forEach(stop))

/** Copies a program next to its packages. A configuration gets the values of the variables that it names. */
export function place(name: string, folder: string, variables: Variables): string {
  const path = join(folder, name)
  mkdirSync(join(folder, 'site'), { recursive: true })
  writeFileSync(join(folder, 'site/index.html'), 'ok\n')
  if (extname(name) !== '.conf') {
    copyFileSync(join(PROGRAMS, name), path)
    return path
  }
  const text = readFileSync(join(PROGRAMS, name), 'utf8')
  writeFileSync(
    path,
    text.replaceAll(/\$\{(\w+)\}/g, (_, name) => variables[name] ?? ''),
  )
  return path
}

/** Runs a program to its end and returns the lines that it printed. @throws {Error} if it fails */
export async function runToEnd(path: string, variables: Variables): Promise<string[]> {
  const { child, output, errors } = start(path, variables)
  const limit = setTimeout(() => stop(child), PROGRAM_MAX_MS)
  const status = await new Promise((resolve) => child.once('exit', resolve).once('error', resolve))
  clearTimeout(limit)
  stop(child)
  if (status !== 0) throw new Error(`Exit status ${status}\n${output()}${errors()}`)
  return output().split('\n').filter(Boolean)
}

/** Starts a program that listens on a port, calls it, and stops it. @throws {Error} if it never listens */
export async function whileListening<Result>(
  path: string,
  variables: Variables,
  port: number,
  use: (url: string) => Promise<Result>,
): Promise<Result> {
  const { child, errors } = start(path, variables)
  try {
    const end = Date.now() + PROGRAM_MAX_MS
    while (!(await isListening(port))) {
      if (child.exitCode !== null || Date.now() > end) throw new Error(`It does not listen: ${errors()}`)
      await sleep(50)
    }
    return await use(`http://127.0.0.1:${port}/`)
  } finally {
    stop(child)
  }
}

/**
 * Starts a program in a process group of its own, since `go run` and Apache start others. It prints to files:
 * Apache and nginx cannot open the pipes of Node as `/dev/stderr`.
 */
function start(path: string, variables: Variables): Started {
  const kind = path.includes('nginx') ? 'nginx.conf' : extname(path)
  const [command = '', ...options] = COMMANDS[kind] ?? []
  const [output, errors] = [`${path}.stdout`, `${path}.stderr`]
  const child = spawn(command, [...options, path], {
    cwd: dirname(path),
    env: { ...process.env, ...variables },
    detached: true,
    stdio: ['ignore', openSync(output, 'w'), openSync(errors, 'w')],
  })
  child.once('error', ({ message }) => writeFileSync(errors, message))
  running.add(child)
  return { child, output: () => readFileSync(output, 'utf8'), errors: () => readFileSync(errors, 'utf8') }
}

/** Ends a program and all that it started. */
function stop(child: ChildProcess): void {
  running.delete(child)
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
